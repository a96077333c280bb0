package io.gridcast.topology;

import static io.gridcast.serdes.Topics.FORECASTS;
import static io.gridcast.serdes.Topics.FORECASTS_SCORES;
import static io.gridcast.serdes.Topics.FORECASTS_SHADOW;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.MARKET_OUTLOOK;
import static io.gridcast.serdes.Topics.MARKET_PRICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ForecastScore.Window;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.evaluation.EvaluationConfig;
import io.gridcast.topology.flow.Codecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluationTopologyTest {
    private static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant NEXT_DAY = DAY.plus(Duration.ofDays(1));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Series SPAIN = series("ES", Set.of(Target.LOAD, Target.PRICE));
    private static final ModelRef CHAMPION = new ModelRef("load-xgb", "1");

    private final Flow flow = Flow.of(EvaluationTopology.APPLICATION_ID, EvaluationTopologyTest::topology)
            .alsoTickedBy(FORECASTS, "forecast-series-0")
            .alsoTickedBy(FORECASTS_SHADOW, "forecast-series-0")
            .alsoTickedBy(FORECASTS_SHADOW, "score-shadows-0")
            .alsoTickedBy(io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS, "decide-deployments-0")
            .alsoTickedBy(LOAD_OBSERVED, "sum-series-0")
            .alsoTickedBy(LOAD_OBSERVED, "sum-totals-0");

    @BeforeEach
    void aSeries() {
        flow.given(GRID_SERIES, SPAIN).tick(DAY.minus(Duration.ofDays(1)));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void aDayIsScoredByLeadTimeAnHourAfterItsEnd() {
        flow.given(FORECASTS, load(DAY, 48, 100)).tick(DAY);
        observe(DAY, 24, 104);
        flow.tick(NEXT_DAY);
        assertThat(daily()).isEmpty();

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(leads()).containsExactly("1-1: 1", "2-6: 5", "7-24: 18", "1-24: 24");
        assertThat(daily()).allSatisfy(score -> {
            assertThat(score.seriesId()).isEqualTo("ES");
            assertThat(score.model()).isEqualTo(CHAMPION);
            assertThat(score.role()).isEqualTo(ModelRole.CHAMPION);
            assertThat(score.day()).isEqualTo(LocalDate.of(2026, 11, 21));
            assertThat(score.mae()).isEqualTo(4);
            assertThat(score.bias()).isEqualTo(-4);
            assertThat(score.mape()).isCloseTo(4.0 / 104, within(1e-9));
            assertThat(score.cover50()).isEqualTo(1);
            assertThat(score.naiveWeekMae()).isNaN();
            assertThat(score.outlookMae()).isNaN();
            assertThat(score.revision()).isZero();
        });
        assertThat(flow.story(FORECASTS_SCORES))
                .filteredOn(line -> line.contains("window=DAY"))
                .allSatisfy(line -> assertThat(line).startsWith("ES at 2026-11-22T01:00:00Z"));
    }

    @Test
    void aForecastIsScoredOnEveryDayThatItReaches() {
        flow.given(FORECASTS, load(DAY.plus(HOUR.multipliedBy(12)), 48, 100)).tick(DAY);
        observe(DAY, 24 * 3, 104);

        flow.tick(DAY.plus(Duration.ofDays(4)));

        assertThat(scores(1, 24)).extracting(ForecastScore::n).containsExactly(12, 12);
        assertThat(scores(25, 48)).extracting(ForecastScore::n).containsExactly(12, 12);
    }

    @Test
    void aForecastIsNeverScoredAgainstAnEstimate() {
        flow.given(FORECASTS, load(DAY, 24, 100)).tick(DAY);
        observe(DAY, 12, 104);
        flow.given(
                LOAD_OBSERVED,
                observed(DAY.plus(HOUR.multipliedBy(12)), 500, 0, LoadQuality.ESTIMATED, 0),
                observed(DAY.plus(HOUR.multipliedBy(13)), 106, 0.9, LoadQuality.PARTLY_ESTIMATED, 0));

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(scores(1, 24)).singleElement().satisfies(score -> {
            assertThat(score.n()).isEqualTo(13);
            assertThat(score.mae()).isCloseTo((12 * 4 + 6) / 13.0, within(1e-9));
        });
    }

    @Test
    void aCorrectionScoresItsBucketsAgainAtTheNextFullHour() {
        scoreOneDay();
        Instant tenPastNine = NEXT_DAY.plus(Duration.ofMinutes(9 * 60 + 10));
        flow.tick(tenPastNine.minusSeconds(1));

        flow.when(LOAD_OBSERVED, observed(DAY.plus(HOUR.multipliedBy(10)), 110, 1, LoadQuality.MEASURED, 1));
        flow.tick(tenPastNine);
        assertThat(daily()).hasSize(4);
        flow.tick(NEXT_DAY.plus(HOUR.multipliedBy(10)));

        List<ForecastScore> revised = daily().subList(4, 6);
        assertThat(daily()).hasSize(6);
        assertThat(revised).allSatisfy(score -> assertThat(score.revision()).isEqualTo(1));
        assertThat(revised).extracting(ForecastScore::leadFromHours).containsExactly(7, 1);
        assertThat(revised.get(1).mae()).isCloseTo((23 * 4 + 10) / 24.0, within(1e-9));
    }

    @Test
    void theSameValueAgainIsNoNews() {
        scoreOneDay();

        flow.when(LOAD_OBSERVED, observed(DAY.plus(HOUR), 104, 1, LoadQuality.MEASURED, 1));
        flow.tick(NEXT_DAY.plus(HOUR.multipliedBy(9)));

        assertThat(daily()).hasSize(4);
    }

    @Test
    void aValueThatComesAfterItsDayWasScoredIsStillCounted() {
        flow.given(FORECASTS, load(DAY, 24, 100)).tick(DAY);
        observe(DAY, 23, 104);
        flow.tick(NEXT_DAY.plus(HOUR));

        flow.when(LOAD_OBSERVED, observed(DAY.plus(HOUR.multipliedBy(23)), 100, 1, LoadQuality.MEASURED, 0));
        flow.tick(NEXT_DAY.plus(HOUR.multipliedBy(2)));

        assertThat(scores(1, 24)).extracting(ForecastScore::n).containsExactly(23, 24);
        assertThat(scores(1, 24)).extracting(ForecastScore::revision).containsExactly(0, 1);
    }

    @Test
    void aCorrectionCountsForSevenDaysAndNoLonger() {
        scoreOneDay();
        Instant lastSlot = DAY.plus(HOUR.multipliedBy(23));
        tickDaily(NEXT_DAY, 7);
        flow.when(LOAD_OBSERVED, observed(lastSlot, 110, 1, LoadQuality.MEASURED, 1));
        flow.tick(NEXT_DAY.plus(Duration.ofDays(7)));
        flow.tick(NEXT_DAY.plus(Duration.ofDays(7)).plus(HOUR));
        assertThat(scores(1, 24)).hasSize(2);

        flow.when(LOAD_OBSERVED, observed(lastSlot, 120, 1, LoadQuality.MEASURED, 2));
        flow.tick(NEXT_DAY.plus(Duration.ofDays(7)).plus(HOUR.multipliedBy(2)));
        flow.tick(NEXT_DAY.plus(Duration.ofDays(7)).plus(HOUR.multipliedBy(3)));

        assertThat(scores(1, 24)).hasSize(2);
    }

    @Test
    void theValueOfAWeekBeforeIsScoredBeside() {
        observe(DAY.minus(Duration.ofDays(7)), 24, 97);

        scoreOneDay();

        assertThat(scores(1, 24))
                .singleElement()
                .satisfies(score -> assertThat(score.naiveWeekMae()).isEqualTo(7));
    }

    @Test
    void theNewestOutlookBeforeASlotIsScoredBeside() {
        flow.given(MARKET_OUTLOOK, outlook(DAY.minus(HOUR.multipliedBy(2)), DAY, 105))
                .tick(DAY.minus(Duration.ofMinutes(2)));
        flow.given(MARKET_OUTLOOK, outlook(DAY.minus(HOUR), DAY, 106)).tick(DAY.minus(Duration.ofMinutes(1)));
        flow.given(FORECASTS, load(DAY, 24, 100)).tick(DAY);
        flow.given(MARKET_OUTLOOK, outlook(DAY.plus(HOUR), DAY, 104)).tick(DAY.plus(HOUR.multipliedBy(23)));
        observe(DAY, 24, 104);

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(scores(1, 24))
                .singleElement()
                .satisfies(score -> assertThat(score.outlookMae()).isCloseTo(23 * 2 / 24.0, within(1e-9)));
    }

    @Test
    void theOutlookIsScoredAsOneMoreCompetitor() {
        flow.given(MARKET_OUTLOOK, outlook(DAY.minus(HOUR), DAY, 106)).tick(DAY.minus(Duration.ofMinutes(1)));

        scoreOneDay();

        assertThat(windows(Window.DAY))
                .filteredOn(score -> score.role() == ModelRole.OUTLOOK)
                .singleElement()
                .satisfies(score -> {
                    assertThat(score.model()).isEqualTo(new ModelRef("system-outlook", "1"));
                    assertThat(score.n()).isEqualTo(24);
                    assertThat(score.mae()).isEqualTo(2);
                    assertThat(score.crps()).isEqualTo(2);
                    assertThat(score.cover80()).isNaN();
                    assertThat(score.leadToHours()).isEqualTo(24);
                });
    }

    @Test
    void sevenAndTwentyEightDaysRollOnceADayAndHoldCorrections() {
        scoreOneDay();
        flow.given(FORECASTS, load(NEXT_DAY, 24, 100));
        flow.when(LOAD_OBSERVED, observed(DAY, 128, 1, LoadQuality.MEASURED, 1));
        flow.tick(NEXT_DAY.plus(HOUR.multipliedBy(2)));
        observe(NEXT_DAY, 24, 102);
        flow.tick(NEXT_DAY.plus(Duration.ofDays(1)).plus(HOUR));

        assertThat(windows(Window.D7))
                .filteredOn(score -> score.leadFromHours() == 1 && score.leadToHours() == 24)
                .satisfiesExactly(first -> assertThat(first.mae()).isEqualTo(4), second -> {
                    assertThat(second.n()).isEqualTo(48);
                    assertThat(second.mae()).isCloseTo((23 * 4 + 28 + 24 * 2) / 48.0, within(1e-9));
                    assertThat(second.day()).isEqualTo(LocalDate.of(2026, 11, 22));
                });
        assertThat(windows(Window.D28)).hasSameSizeAs(windows(Window.D7));
    }

    @Test
    void twentyFourHoursRollEachHourInTheWidestBucket() {
        flow.given(FORECASTS, load(DAY, 48, 100)).tick(DAY);
        for (int hour = 0; hour < 30; hour++) {
            observe(DAY.plus(HOUR.multipliedBy(hour)), 1, hour < 24 ? 104 : 110);
            flow.tick(DAY.plus(HOUR.multipliedBy(hour + 2)));
        }

        List<ForecastScore> rolling = windows(Window.H24);
        assertThat(rolling).allSatisfy(score -> assertThat(score.leadToHours()).isEqualTo(24));
        assertThat(rolling).extracting(ForecastScore::n).startsWith(1, 2, 3).endsWith(23, 24);
        assertThat(rolling.get(rolling.size() - 1).mae()).isEqualTo(4);
    }

    @Test
    void aFeederIsNotComparedWithTheOutlookOfItsZone() {
        Series feeder = series("ES-F1", Set.of(Target.LOAD));
        flow.given(GRID_SERIES, feeder).given(MARKET_OUTLOOK, outlook(DAY.minus(HOUR), DAY, 105));
        flow.given(FORECASTS, forecast("ES-F1", Target.LOAD, DAY, DAY, 24, 1, CHAMPION, ModelRole.CHAMPION));
        flow.tick(DAY);
        flow.given(LOAD_OBSERVED, new ObservedLoad("ES-F1", DAY, HOUR, 2, 1, LoadQuality.MEASURED, 0));

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(scores(1, 1))
                .singleElement()
                .satisfies(score -> assertThat(score.outlookMae()).isNaN());
    }

    @Test
    void theLastForecastOfADeliveryDayIsScoredByTheZonesDayAheadPrice() {
        Instant noon = DAY.minus(HOUR.multipliedBy(12));
        flow.given(FORECASTS, price(noon.minus(HOUR), 30)).tick(noon.minus(HOUR));
        flow.given(FORECASTS, price(noon, 40)).tick(noon);
        for (int hour = 0; hour < 24; hour++) {
            flow.given(MARKET_PRICES, price(hour, MarketProduct.DAY_AHEAD, 45), price(hour, MarketProduct.SETTLED, 99));
        }
        flow.tick(DAY);

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(daily()).singleElement().satisfies(score -> {
            assertThat(score.target()).isEqualTo(Target.PRICE);
            assertThat(score.n()).isEqualTo(24);
            assertThat(score.mae()).isEqualTo(5);
            assertThat(score.mape()).isNaN();
            assertThat(score.outlookMae()).isNaN();
        });
    }

    @Test
    void aPriceThatIsCorrectedScoresItsDayAgain() {
        flow.given(FORECASTS, price(DAY.minus(HOUR), 40)).tick(DAY);
        flow.given(MARKET_PRICES, price(3, MarketProduct.DAY_AHEAD, 45)).tick(NEXT_DAY.plus(HOUR));

        flow.when(MARKET_PRICES, price(3, MarketProduct.DAY_AHEAD, 46));
        flow.tick(NEXT_DAY.plus(HOUR.multipliedBy(2)));

        assertThat(daily()).extracting(ForecastScore::mae).containsExactly(5.0, 6.0);
    }

    @Test
    void aShadowThatLagsIsScoredWhenItArrives() {
        scoreOneDay();
        ModelRef challenger = new ModelRef("load-lstm", "1");

        flow.when(FORECASTS_SHADOW, forecast("ES", Target.LOAD, DAY, DAY, 24, 103, challenger, ModelRole.SHADOW));
        flow.tick(NEXT_DAY.plus(HOUR.multipliedBy(3)));

        assertThat(scores(1, 24)).hasSize(2).last().satisfies(score -> {
            assertThat(score.model()).isEqualTo(challenger);
            assertThat(score.role()).isEqualTo(ModelRole.SHADOW);
            assertThat(score.mae()).isEqualTo(1);
            assertThat(score.revision()).isZero();
        });
    }

    @Test
    void slotsOfAQuarterHourAreScoredByTheirOwn() {
        Duration quarter = Duration.ofMinutes(15);
        flow.given(
                FORECASTS,
                new Forecast(
                        "ES",
                        Target.LOAD,
                        "MW",
                        "run",
                        DAY,
                        DAY.minus(quarter),
                        quarter,
                        DAY,
                        filled(96, 100),
                        QuantileLevels.standard(),
                        around(96, 100),
                        CHAMPION,
                        ModelRole.CHAMPION,
                        Rung.CHAMPION,
                        List.of(),
                        1,
                        "",
                        ""));
        flow.tick(DAY);
        for (int slot = 0; slot < 96; slot++) {
            Instant from = DAY.plus(quarter.multipliedBy(slot));
            flow.given(
                    LOAD_OBSERVED,
                    new ObservedLoad("ES", from, quarter, slot % 2 == 0 ? 101 : 103, 1, LoadQuality.MEASURED, 0));
        }

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(leads()).containsExactly("1-1: 4", "2-6: 20", "7-24: 72", "1-24: 96");
        assertThat(scores(1, 1))
                .singleElement()
                .satisfies(score -> assertThat(score.mae()).isEqualTo(2));
    }

    @Test
    void whatCannotBeScoredIsSetAsideAndTheRestGoesOn() {
        Forecast other = load(DAY.plus(HOUR), 24, 100);
        flow.givenRaw(FORECASTS, "ES", "no forecast".getBytes(StandardCharsets.UTF_8));
        flow.given(FORECASTS, load(DAY, 24, Float.NaN), load(DAY, 24, 100));
        flow.given(
                FORECASTS,
                new Forecast(
                        "ES",
                        Target.LOAD,
                        "MW",
                        "run",
                        other.issuedAt(),
                        DAY,
                        HOUR,
                        other.firstSlot(),
                        new float[24],
                        new float[] {0.5f},
                        new float[24],
                        CHAMPION,
                        ModelRole.CHAMPION,
                        Rung.CHAMPION,
                        List.of(),
                        1,
                        "",
                        ""));
        flow.tick(DAY);
        observe(DAY, 24, 104);

        flow.tick(NEXT_DAY.plus(HOUR));

        assertThat(flow.deadLetters()).hasSize(3);
        assertThat(flow.deadLetters().get(1)).contains("holds NaN, must be finite numbers");
        assertThat(flow.deadLetters().get(2)).contains("a version never changes");
        assertThat(scores(1, 24)).extracting(ForecastScore::n).containsExactly(24);
    }

    @Test
    void aRecordUnderTheKeyOfAnotherSeriesIsSetAside() {
        flow.givenUnder("FR", MARKET_PRICES, price(3, MarketProduct.DAY_AHEAD, 45));
        flow.givenUnder("FR", FORECASTS, load(DAY, 24, 100));

        flow.tick(DAY);

        assertThat(flow.deadLetters())
                .containsExactly("record has the key FR, but is about ES", "record has the key FR, but is about ES");
    }

    @Test
    void ticksArePassedOnBehindTheScores() {
        flow.tick(DAY);

        assertThat(flow.ticks(FORECASTS_SCORES))
                .containsExactly("score-forecasts-0 2026-11-20T00:00:00Z", "score-forecasts-0 2026-11-21T00:00:00Z");
    }

    @Test
    void theTopologyIsAsItWasWhenSomeoneLastLooked() throws IOException {
        GoldenFile.check("evaluation", topology(new Codecs(new LocalRegistry())));
    }

    private void scoreOneDay() {
        flow.given(FORECASTS, load(DAY, 24, 100)).tick(DAY);
        observe(DAY, 24, 104);
        flow.tick(NEXT_DAY.plus(HOUR));
    }

    private void tickDaily(Instant from, int days) {
        for (int day = 1; day < days; day++) {
            flow.tick(from.plus(Duration.ofDays(day)).plus(HOUR));
        }
    }

    private void observe(Instant from, int slots, double loadMw) {
        for (int slot = 0; slot < slots; slot++) {
            flow.given(LOAD_OBSERVED, observed(from.plus(HOUR.multipliedBy(slot)), loadMw, 1, LoadQuality.MEASURED, 0));
        }
    }

    /** Scores of days, the outlook's left out. */
    private List<ForecastScore> daily() {
        return windows(Window.DAY).stream()
                .filter(score -> score.role() != ModelRole.OUTLOOK)
                .toList();
    }

    private List<ForecastScore> windows(Window window) {
        return flow.then(FORECASTS_SCORES).stream()
                .filter(score -> score.window() == window)
                .toList();
    }

    private List<ForecastScore> scores(int leadFrom, int leadTo) {
        return daily().stream()
                .filter(score -> score.leadFromHours() == leadFrom && score.leadToHours() == leadTo)
                .toList();
    }

    private List<String> leads() {
        return daily().stream()
                .map(score -> score.leadFromHours() + "-" + score.leadToHours() + ": " + score.n())
                .toList();
    }

    private static Topology topology(Codecs codecs) {
        return new EvaluationTopology(EvaluationConfig.defaults(1, 1), codecs).build();
    }

    private static Series series(String id, Set<Target> targets) {
        return new Series(
                id, "ES", "ES", targets, HOUR, ZoneId.of("Europe/Madrid"), "ES", Double.NaN, 40.4, -3.7, List.of());
    }

    private static ObservedLoad observed(
            Instant slot, double loadMw, double coverage, LoadQuality quality, int revision) {
        return new ObservedLoad("ES", slot, HOUR, loadMw, coverage, quality, revision);
    }

    private static Forecast load(Instant issuedAt, int slots, float value) {
        return forecast("ES", Target.LOAD, issuedAt, issuedAt, slots, value, CHAMPION, ModelRole.CHAMPION);
    }

    private static Forecast price(Instant issuedAt, float value) {
        return forecast(
                "ES", Target.PRICE, issuedAt, DAY, 24, value, new ModelRef("price-xgb", "1"), ModelRole.CHAMPION);
    }

    private static MarketPrice price(int hour, MarketProduct product, double value) {
        return new MarketPrice(
                "ES", product, DAY.plus(HOUR.multipliedBy(hour)), HOUR, value, "EUR", DAY.minus(HOUR.multipliedBy(11)));
    }

    private static SystemOutlook outlook(Instant issuedAt, Instant from, double loadMw) {
        List<Instant> validAt = IntStream.range(0, 24)
                .mapToObj(hour -> from.plus(HOUR.multipliedBy(hour)))
                .toList();
        double[] values = new double[48];
        for (int row = 0; row < 24; row++) {
            values[2 * row] = 7;
            values[2 * row + 1] = loadMw;
        }
        return new SystemOutlook(
                "ES", issuedAt, new NamedSteps(List.of("wind_forecast_mw", "load_forecast_mw"), validAt, values));
    }

    private static Forecast forecast(
            String seriesId,
            Target target,
            Instant issuedAt,
            Instant firstSlot,
            int slots,
            float value,
            ModelRef model,
            ModelRole role) {
        return new Forecast(
                seriesId,
                target,
                target == Target.LOAD ? "MW" : "EUR/MWh",
                seriesId + "/" + issuedAt,
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                firstSlot,
                filled(slots, value),
                QuantileLevels.standard(),
                around(slots, value),
                model,
                role,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }

    private static float[] filled(int slots, float value) {
        float[] values = new float[slots];
        Arrays.fill(values, value);
        return values;
    }

    private static float[] around(int slots, float value) {
        float[] offsets = {-10, -8, -5, 0, 5, 8, 10};
        float[] quantiles = new float[slots * offsets.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = value + offsets[i % offsets.length];
        }
        return quantiles;
    }
}
