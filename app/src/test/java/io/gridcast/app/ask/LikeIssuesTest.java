package io.gridcast.app.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Loads are forecast each hour, prices of the next day at 11:00, over the days around a clock change. */
class LikeIssuesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    /** Clocks go forward on the 26th. */
    private static final LocalDate TODAY = LocalDate.of(2017, 3, 28);

    @Test
    void aLoadIsAskedWithThePriceOfTheDayToCome() {
        List<Forecast> newest = issuedUntil(TODAY.atTime(12, 0).atZone(MADRID)).newest();

        assertThat(newest).extracting(Forecast::target).containsExactly(Target.LOAD, Target.PRICE);
        assertThat(newest.get(0).issuedAt())
                .isEqualTo(TODAY.atTime(12, 0).atZone(MADRID).toInstant());
        assertThat(newest.get(1).firstSlot())
                .isEqualTo(TODAY.plusDays(1).atStartOfDay(MADRID).toInstant());
    }

    @Test
    void beforeThePriceIsForecastTheLoadIsAskedAlone() {
        assertThat(issuedUntil(TODAY.atTime(10, 0).atZone(MADRID)).newest())
                .extracting(Forecast::target)
                .containsExactly(Target.LOAD);
    }

    @Test
    void issuesAreAlikeAtTheSameLocalTime() {
        LikeIssues issues = issuedUntil(TODAY.atTime(12, 0).atZone(MADRID));

        for (int days = 1; days <= 10; days++) {
            LocalDate then = TODAY.minusDays(days);
            assertThat(issues.before(issues.newest(), days)).hasValueSatisfying(like -> {
                assertThat(like.get(0).issuedAt())
                        .isEqualTo(then.atTime(12, 0).atZone(MADRID).toInstant());
                assertThat(like.get(1).firstSlot())
                        .isEqualTo(then.plusDays(1).atStartOfDay(MADRID).toInstant());
            });
        }
        assertThat(issues.before(issues.newest(), 11)).isEmpty();
    }

    @Test
    void anIssueWithoutAPriceIsUnlikeOneWithAPrice() {
        List<Forecast> forecasts = forecasts(TODAY.atTime(12, 0).atZone(MADRID));
        LocalDate gone = TODAY.minusDays(4);
        forecasts.removeIf(forecast -> forecast.target() == Target.PRICE
                && forecast.firstSlot()
                        .equals(gone.plusDays(1).atStartOfDay(MADRID).toInstant()));
        var issues = new LikeIssues(new IssuedForecasts("ES", forecasts), MADRID);

        assertThat(issues.before(issues.newest(), 4)).isEmpty();
        assertThat(issues.before(issues.newest().subList(0, 1), 4))
                .hasValueSatisfying(like -> assertThat(like).hasSize(1));
        assertThat(issues.before(issues.newest(), 5)).isPresent();
    }

    @Test
    void aSeriesOfPricesAloneIsAskedForThem() {
        List<Forecast> forecasts = forecasts(TODAY.atTime(12, 0).atZone(MADRID));
        forecasts.removeIf(forecast -> forecast.target() == Target.LOAD);
        var issues = new LikeIssues(new IssuedForecasts("ES", forecasts), MADRID);

        Optional<List<Forecast>> before = issues.before(issues.newest(), 3);

        assertThat(before).hasValueSatisfying(like -> {
            assertThat(like).hasSize(1);
            assertThat(like.get(0).horizonSlots()).isEqualTo(23); // the 26th
        });
    }

    private static LikeIssues issuedUntil(ZonedDateTime until) {
        return new LikeIssues(new IssuedForecasts("ES", forecasts(until)), MADRID);
    }

    private static List<Forecast> forecasts(ZonedDateTime until) {
        List<Forecast> forecasts = new ArrayList<>();
        ZonedDateTime at = until.toLocalDate().minusDays(10).atStartOfDay(MADRID);
        for (; !at.isAfter(until); at = at.plusHours(1)) {
            forecasts.add(forecast(Target.LOAD, at.toInstant(), at.toInstant(), 48));
            if (at.getHour() == 11) {
                ZonedDateTime day = at.toLocalDate().plusDays(1).atStartOfDay(MADRID);
                int hours = (int)
                        Duration.between(day, day.toLocalDate().plusDays(1).atStartOfDay(MADRID))
                                .toHours();
                forecasts.add(forecast(Target.PRICE, at.toInstant(), day.toInstant(), hours));
            }
        }
        return forecasts;
    }

    private static Forecast forecast(Target target, Instant issuedAt, Instant first, int slots) {
        return new Forecast(
                "ES",
                target,
                "",
                target + "/" + issuedAt,
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                first,
                new float[slots],
                new float[] {0.5f},
                new float[slots],
                new ModelRef("trees", "1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
