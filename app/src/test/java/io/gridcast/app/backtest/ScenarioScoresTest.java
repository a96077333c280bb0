package io.gridcast.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.scenario.EmpiricalCopula;
import io.gridcast.training.feed.PublishedForecasts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scenarios of days whose errors are known to depend on each other, or not to. */
class ScenarioScoresTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    /** Sixty local days, the one on which clocks go forward among them. */
    private static final LocalDate FIRST = LocalDate.of(2017, 2, 1);

    private static final int DAYS = 60;
    private static final double[] NORMAL = {-1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449};

    private final Truth truth = new Truth();
    private final Random random = new Random(3);

    @Test
    void hoursThatErrTogetherGainFromScenariosAndSoDoTargets() {
        List<ScenarioRow> rows = rows(1, 1);

        assertThat(rows)
                .extracting(ScenarioRow::targets)
                .containsExactly(List.of(Target.LOAD), List.of(Target.PRICE), List.of(Target.LOAD, Target.PRICE));
        for (ScenarioRow row : rows) {
            assertThat(row.days()).isEqualTo(DAYS - 21);
            ScenarioRow.Column own = row.columns().get(0);
            for (ScenarioRow.Column other :
                    row.columns().subList(1, row.columns().size())) {
                assertThat(own.energy()).as(row + " " + other.name()).isLessThan(other.energy());
                assertThat(own.variogram()).isLessThan(other.variogram());
                assertThat(other.energyTest().p()).isLessThan(0.01);
                assertThat(other.variogramTest().p()).isLessThan(0.01);
            }
        }
        assertThat(rows.get(2).columns())
                .extracting(ScenarioRow.Column::name)
                .containsExactly("scenarios", "targets apart", "independent");
    }

    @Test
    void hoursThatErrEachOnItsOwnGainNothing() {
        ScenarioRow load = rows(0, 0).get(0);

        ScenarioRow.Column independent = load.columns().get(1);
        assertThat(load.columns().get(0).energy())
                .isGreaterThan(0.98 * independent.energy())
                .isLessThan(1.05 * independent.energy());
        assertThat(independent.energyTest().p()).isGreaterThan(0.01);
    }

    @Test
    void thePageOfABacktestShowsThem() {
        Backtest backtest = backtest(1, 1, DAYS);

        String page = BacktestPage.of(backtest, BacktestScores.rows(backtest), List.of(), ScenarioScores.of(backtest));

        assertThat(page).contains("<h2>Scenarios</h2>", "targets apart", "energy score");
    }

    @Test
    void theSameBacktestGivesTheSameFigures() {
        Backtest backtest = backtest(1, 1, DAYS);

        assertThat(ScenarioTable.format(ScenarioScores.of(backtest)))
                .isEqualTo(ScenarioTable.format(ScenarioScores.of(backtest)))
                .contains("A load and price, paths over a local day");
    }

    @Test
    void tooFewDaysGiveNoFigures() {
        assertThat(ScenarioScores.of(backtest(1, 1, EmpiricalCopula.LEAST_ISSUES + 2)))
                .isEmpty();
        assertThat(ScenarioScores.of(backtest(1, 1, EmpiricalCopula.LEAST_ISSUES + 3)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.days()).isEqualTo(2));
    }

    private List<ScenarioRow> rows(double hours, double targets) {
        return ScenarioScores.of(backtest(hours, targets, DAYS));
    }

    /**
     * @param hours how much of an hour's error all hours of a day have in common, 0 to 1
     * @param targets how much of that load and price have in common
     */
    private Backtest backtest(double hours, double targets, int days) {
        Series series = series();
        for (int day = 0; day < days; day++) {
            double load = random.nextGaussian();
            double price = mixed(targets, load, random.nextGaussian());
            for (Instant at = start(day); at.isBefore(start(day + 1)); at = at.plus(HOUR)) {
                double loadMw = 1000 + 50 * mixed(hours, load, random.nextGaussian());
                double eur = 40 + 5 * mixed(hours, price, random.nextGaussian());
                truth.take(new ObservedLoad("A", at, HOUR, loadMw, 1, LoadQuality.MEASURED, 0));
                truth.take(new MarketPrice("A", MarketProduct.DAY_AHEAD, at, HOUR, eur, "EUR", start(day - 1)));
            }
        }
        return new Backtest(
                List.of(subject(series, Target.LOAD, days, 1000, 50), subject(series, Target.PRICE, days, 40, 5)));
    }

    private static double mixed(double share, double common, double own) {
        double most = 0.95 * share;
        return most * common + Math.sqrt(1 - most * most) * own;
    }

    private Subject subject(Series series, Target target, int days, float center, float deviation) {
        var subject = new Subject(new Slots(series, target, truth, start(0), start(days)));
        for (int day = 0; day < days; day++) {
            int hours = (int) Duration.between(start(day), start(day + 1)).toHours();
            Instant issuedAt = start(day).minus(Duration.ofHours(13));
            Instant first = target == Target.LOAD ? issuedAt : start(day);
            subject.issued(forecast(target, issuedAt, first, target == Target.LOAD ? 48 : hours, center, deviation));
        }
        subject.end(new PublishedForecasts(Map.of()));
        return subject;
    }

    private static Instant start(int day) {
        return FIRST.plusDays(day).atStartOfDay(MADRID).toInstant();
    }

    private static Series series() {
        return new Series(
                "A",
                "A",
                "A",
                Set.copyOf(EnumSet.allOf(Target.class)),
                HOUR,
                MADRID,
                "ES",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of());
    }

    private static Forecast forecast(
            Target target, Instant issuedAt, Instant first, int slots, float center, float deviation) {
        float[] levels = QuantileLevels.standard();
        float[] quantiles = new float[slots * levels.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = (float) (center + deviation * NORMAL[i % levels.length]);
        }
        return new Forecast(
                "A",
                target,
                target == Target.LOAD ? "MW" : "EUR/MWh",
                "A/" + target + "/" + issuedAt,
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                first,
                Quantiles.medians(levels, quantiles),
                levels,
                quantiles,
                new ModelRef("trees", "1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
