package io.gridcast.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.training.feed.PublishedForecasts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which forecast counts for which slot, and on which slots columns are compared. */
class SubjectTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** In winter, so that the local day begins at 23:00 UTC. */
    private static final Instant DAY = Instant.parse("2017-01-09T23:00:00Z");

    private static final Instant RELEASE = Instant.parse("2017-01-09T09:00:00Z");
    private static final Series SERIES = new Series(
            "A",
            "A",
            "A",
            Set.of(Target.LOAD),
            HOUR,
            ZoneId.of("Europe/Madrid"),
            "ES",
            Double.NaN,
            Double.NaN,
            Double.NaN,
            List.of());

    private final Truth truth = new Truth();

    @Test
    void aDayAheadCountsTheFirstForecastAfterTheOutlookForTheWholeLocalDay() {
        observe(DAY.minus(Duration.ofDays(9)), 24 * 11);
        outlook(RELEASE, DAY, 24);
        Subject subject = subject(DAY, DAY.plus(Duration.ofDays(1)));

        for (int hour = -3; hour < 24; hour++) {
            subject.issued(forecast(ModelRole.CHAMPION, "trees", RELEASE.plus(HOUR.multipliedBy(hour)), 1000 + hour));
        }
        subject.end(nothingPublished());

        Panel panel = panel(subject, Protocol.LOAD_DAY_AHEAD);
        Column issued = panel.column("issued").orElseThrow();
        for (int slot = 0; slot < 24; slot++) {
            assertThat(issued.median(slot)).isEqualTo(1000);
        }
    }

    @Test
    void oneHourAheadCountsTheForecastIssuedWhenTheSlotBegins() {
        observe(DAY.minus(Duration.ofDays(9)), 24 * 11);
        Subject subject = subject(DAY, DAY.plus(HOUR.multipliedBy(5)));

        for (int hour = -3; hour < 5; hour++) {
            subject.issued(forecast(ModelRole.CHAMPION, "trees", DAY.plus(HOUR.multipliedBy(hour)), 1000 + hour));
        }
        subject.end(nothingPublished());

        Column issued = panel(subject, Protocol.LOAD_1_H).column("issued").orElseThrow();
        assertThat(issued.median(0)).isEqualTo(1000);
        assertThat(issued.median(4)).isEqualTo(1004);
        assertThat(panel(subject, Protocol.LOAD_6_H)
                        .column("issued")
                        .orElseThrow()
                        .median(4))
                .isEqualTo(999);
    }

    @Test
    void allColumnsAreScoredOnTheSlotsThatAllOfThemKnow() {
        observe(DAY.minus(Duration.ofDays(9)), 24 * 31);
        outlook(RELEASE, DAY.plus(HOUR), 24 * 20 - 1);
        Subject subject = subject(DAY, DAY.plus(Duration.ofDays(20)));

        for (int hour = 0; hour < 24 * 20; hour++) {
            Instant at = DAY.plus(HOUR.multipliedBy(hour));
            subject.issued(forecast(ModelRole.CHAMPION, "trees", at, hour));
            subject.beside(forecast(ModelRole.EXPERT, "trees", at, 10));
            subject.beside(forecast(ModelRole.EXPERT, "lear", at, 20));
            if (hour < 48) {
                subject.beside(forecast(ModelRole.SHADOW, "late", at, 20));
            }
        }
        subject.end(nothingPublished());

        List<BacktestRow> rows = BacktestScores.rows(new Backtest(List.of(subject))).stream()
                .filter(row ->
                        row.protocol() == Protocol.LOAD_1_H && row.season().isEmpty())
                .toList();
        assertThat(rows)
                .extracting(BacktestRow::column)
                .containsExactly(
                        "issued",
                        "trees",
                        "lear",
                        "average of experts",
                        "late (shadow)",
                        "operator's outlook",
                        "week before");
        assertThat(rows)
                .filteredOn(row -> row.kind() != Column.Kind.SHADOW)
                .allSatisfy(row -> assertThat(row.errors().n()).isEqualTo(24 * 20 - 1));
        assertThat(rows)
                .filteredOn(row -> row.column().equals("average of experts"))
                .singleElement()
                .satisfies(row -> assertThat(row.errors().bias()).isEqualTo(15 - 100));
    }

    @Test
    void aComparisonIsOfLocalDays() {
        observe(DAY.minus(Duration.ofDays(9)), 24 * 31);
        Subject subject = subject(DAY, DAY.plus(Duration.ofDays(3)));

        for (int hour = 0; hour < 24 * 3; hour++) {
            Instant at = DAY.plus(HOUR.multipliedBy(hour));
            subject.issued(forecast(ModelRole.CHAMPION, "trees", at, 100 + hour / 24));
            subject.beside(forecast(ModelRole.EXPERT, "trees", at, 102 + hour / 12));
        }
        subject.end(nothingPublished());

        Panel panel = panel(subject, Protocol.LOAD_1_H);
        Optional<Panel.Comparison> comparison = panel.compare(
                panel.column("trees").orElseThrow(), panel.column("issued").orElseThrow());
        assertThat(comparison).hasValueSatisfying(compared -> {
            assertThat(compared.apart().days()).isEqualTo(3);
            assertThat(compared.apart().meanDifference()).isEqualTo((2.5 + 3.5 + 4.5) / 3);
        });
    }

    private Subject subject(Instant from, Instant to) {
        return new Subject(new Slots(SERIES, Target.LOAD, truth, from, to));
    }

    private static Panel panel(Subject subject, Protocol protocol) {
        return subject.panels().stream()
                .filter(panel -> panel.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    private static PublishedForecasts nothingPublished() {
        return new PublishedForecasts(Map.of());
    }

    private void observe(Instant from, int hours) {
        for (int hour = 0; hour < hours; hour++) {
            truth.take(
                    new ObservedLoad("A", from.plus(HOUR.multipliedBy(hour)), HOUR, 100, 1, LoadQuality.MEASURED, 0));
        }
    }

    private void outlook(Instant issuedAt, Instant from, int hours) {
        List<Instant> validAt = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            validAt.add(from.plus(HOUR.multipliedBy(hour)));
        }
        double[] values = new double[hours];
        Arrays.fill(values, 90);
        truth.take(
                new SystemOutlook("A", issuedAt, new NamedSteps(List.of("load_forecast_mw"), validAt, values)),
                issuedAt);
    }

    private static Forecast forecast(ModelRole role, String model, Instant issuedAt, float value) {
        float[] point = new float[48];
        Arrays.fill(point, value);
        float[] quantiles = new float[48 * QuantileLevels.COUNT];
        Arrays.fill(quantiles, value);
        return new Forecast(
                "A",
                Target.LOAD,
                "MW",
                "A/load/" + issuedAt,
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                issuedAt,
                point,
                QuantileLevels.standard(),
                quantiles,
                new ModelRef(model, "1"),
                role,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
