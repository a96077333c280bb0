package io.gridcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.forecast.ForecastConfig;
import io.gridcast.topology.models.ServedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the forecast step learns while it runs: shares of experts, widths of bands, linear autoregressions. */
class ForecastLearningTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant FROM = Instant.parse("2024-01-10T00:00:00Z");
    private static final Instant START = FROM.minus(Duration.ofDays(30));
    private static final ModelRef FLAT = new ModelRef("flat-load", "1");
    private static final FeatureSchema SCHEMA = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));

    private final Random random = new Random(17);
    private final List<Flow> flows = new ArrayList<>();
    private final List<Float> loads = new ArrayList<>();
    private Instant begin = START;
    private Flow flow = flow(UnaryOperator.identity());

    @AfterEach
    void close() {
        flows.forEach(Flow::close);
    }

    @Test
    void aForecastSaysWhatItWasMixedFromAndItsLeadIsScoredAlone() {
        issueLoads(0);

        Forecast mixed = last(Topics.FORECASTS);
        assertThat(mixed.model()).isEqualTo(FLAT);
        assertThat(mixed.role()).isEqualTo(ModelRole.CHAMPION);
        assertThat(mixed.rung()).isEqualTo(Rung.CHAMPION);
        assertThat(mixed.experts())
                .containsExactly(new ExpertShare(FLAT, 0.5), new ExpertShare(new ModelRef("similar-day", "1"), 0.5));
        Forecast alone = flow.then(Topics.FORECASTS_SHADOW).get(0);
        assertThat(alone.role()).isEqualTo(ModelRole.EXPERT);
        assertThat(alone.model()).isEqualTo(FLAT);
        assertThat(alone.experts()).isEmpty();
        assertThat(alone.point()).isNotEqualTo(mixed.point());
    }

    @Test
    void theExpertThatIsRightIsGivenMore() {
        issueLoads(10);

        List<Forecast> issued = flow.then(Topics.FORECASTS);
        ExpertShare similarDay = issued.get(issued.size() - 1).experts().get(1);
        assertThat(similarDay.model().modelId()).isEqualTo("similar-day");
        assertThat(similarDay.share()).isGreaterThan(0.9);
    }

    @Test
    void bandsLearnToHoldWhatTheyPromise() {
        issueLoads(25);

        List<Forecast> issued = flow.then(Topics.FORECASTS);
        assertThat(heldInDayAheadBand(issued.subList(issued.size() / 2, issued.size()), 1, 5))
                .isCloseTo(0.8, within(0.05));
        assertThat(issued).allSatisfy(forecast -> {
            for (int row = 0; row < forecast.horizonSlots(); row++) {
                for (int level = 1; level < QuantileLevels.COUNT; level++) {
                    int at = row * QuantileLevels.COUNT + level;
                    assertThat(forecast.quantiles()[at]).isGreaterThanOrEqualTo(forecast.quantiles()[at - 1]);
                }
            }
        });
    }

    @Test
    void switchedOffTheChampionIsIssuedAsItIs() {
        flow = flow(ForecastConfig::plain);

        issueLoads(2);

        assertThat(flow.then(Topics.FORECASTS)).allSatisfy(forecast -> {
            assertThat(forecast.experts()).isEmpty();
            assertThat(forecast.quantiles()).startsWith(1000, 1001, 1002, 1003, 1004, 1005, 1006);
        });
        assertThat(flow.then(Topics.FORECASTS_SHADOW))
                .extracting(Forecast::role)
                .containsOnly(ModelRole.FALLBACK);
    }

    @Test
    void aPointThatIsNoMedianIsIssuedBesideTheBandsAndMovesWithThem() {
        flow = flow(UnaryOperator.identity(), OutputLevels.ofCosts(4));

        issueLoads(10);

        Forecast alone = flow.then(Topics.FORECASTS_SHADOW).get(0);
        assertThat(alone.pointLevel()).isEqualTo(0.8);
        assertThat(alone.point()).containsOnly(1005);
        assertThat(alone.quantiles()).startsWith(1000, 1001, 1002, 1003, 1004, 1006, 1007);
        assertThat(flow.then(Topics.FORECASTS)).hasSizeGreaterThan(200).allSatisfy(forecast -> {
            assertThat(forecast.pointLevel()).isEqualTo(0.8);
            assertThat(forecast.quantileLevels()).isEqualTo(QuantileLevels.standard());
            for (int row = 0; row < forecast.horizonSlots(); row++) {
                int upperQuartile = row * QuantileLevels.COUNT + 4;
                assertThat(forecast.point()[row])
                        .isBetween(forecast.quantiles()[upperQuartile], forecast.quantiles()[upperQuartile + 1]);
            }
        });
        assertThat(last(Topics.FORECASTS).point()[0]).isNotEqualTo(1005);
    }

    @Test
    void theSameRecordsGiveTheSameBytes() {
        issueLoads(5);
        List<Forecast> once = flow.then(Topics.FORECASTS);
        flow = flow(UnaryOperator.identity());
        random.setSeed(17);

        issueLoads(5);

        assertThat(flow.then(Topics.FORECASTS))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(once);
    }

    @Test
    void pricesAreForecastByLinearAutoregressionWhereThereIsNoChampion() {
        flow.given(Topics.GRID_SERIES, series(Target.PRICE));
        double[] truth = prices(FROM, 80);

        flow.tick(FROM.plus(Duration.ofDays(79)).plus(Duration.ofHours(10)));

        assertThat(flow.then(Topics.FORECASTS)).singleElement().satisfies(forecast -> {
            assertThat(forecast.model().modelId()).isEqualTo("lear");
            assertThat(forecast.rung()).isEqualTo(Rung.STAND_IN);
            assertThat(forecast.role()).isEqualTo(ModelRole.CHAMPION);
            assertThat(forecast.missingInputs()).contains("champion");
            assertThat(forecast.experts())
                    .extracting(share -> share.model().modelId())
                    .containsExactly("lear-56", "lear-84", "kernel", "similar-day");
        });
        Forecast lear = flow.then(Topics.FORECASTS_SHADOW).get(0);
        assertThat(lear.role()).isEqualTo(ModelRole.EXPERT);
        assertThat(lear.horizonSlots()).isEqualTo(24);
        Forecast kernel = flow.then(Topics.FORECASTS_SHADOW).get(1);
        assertThat(kernel.model()).hasToString("kernel@1");
        assertThat(kernel.role()).isEqualTo(ModelRole.EXPERT);
        for (int hour = 0; hour < 24; hour++) {
            assertThat((double) lear.point()[hour]).isCloseTo(truth[hour], within(4.0));
            assertThat((double) kernel.point()[hour]).isCloseTo(truth[hour], within(8.0));
        }
    }

    @Test
    void loadsOfAZoneAreForecastByLinearAutoregressionToo() {
        issueLoads(1, Duration.ofDays(60));

        Forecast mixed = last(Topics.FORECASTS);
        assertThat(mixed.experts())
                .extracting(share -> share.model().modelId())
                .containsExactly("flat-load", "lear", "similar-day");
        Forecast lear = flow.then(Topics.FORECASTS_SHADOW).stream()
                .filter(forecast -> forecast.model().modelId().equals("lear"))
                .findFirst()
                .orElseThrow();
        assertThat(lear.role()).isEqualTo(ModelRole.EXPERT);
        double error = 0;
        for (int row = 0; row < 24; row++) {
            error += Math.abs(lear.point()[row] - load(lear.slot(row))) / 24;
        }
        assertThat(error).isLessThan(15);
    }

    @Test
    void betweenTwoEstimatesOfADayTheCurveIsMovedByItsLastError() {
        issueLoads(2, Duration.ofDays(60));

        List<Forecast> lear = flow.then(Topics.FORECASTS_SHADOW).stream()
                .filter(forecast -> forecast.model().modelId().equals("lear"))
                .toList();
        Forecast estimated = lear.get(0);
        Forecast moved = lear.get(1);
        double error = load(estimated.slot(0)) - estimated.point()[0];
        double first = moved.point()[0] - estimated.point()[1];
        double last = moved.point()[40] - estimated.point()[41];
        assertThat(first / error).isBetween(0.8, 1.0);
        assertThat(last / error).isBetween(0.0, 0.1);
        Forecast dayLater = lear.get(24);
        assertThat(Duration.between(estimated.issuedAt(), dayLater.issuedAt())).isEqualTo(Duration.ofDays(1));
        assertThat(dayLater.point()[0] - estimated.point()[24])
                .as("anew, not the old curve")
                .isNotZero();
    }

    private float load(Instant slot) {
        return loads.get((int) Duration.between(begin, slot).toHours());
    }

    private double heldInDayAheadBand(List<Forecast> issued, int lower, int upper) {
        int held = 0;
        int all = 0;
        for (Forecast forecast : issued.subList(0, issued.size() - 24)) {
            for (int row = 6; row < 24; row++) {
                float load = load(forecast.slot(row));
                int at = row * QuantileLevels.COUNT;
                held += load >= forecast.quantiles()[at + lower] && load <= forecast.quantiles()[at + upper] ? 1 : 0;
                all++;
            }
        }
        return held / (double) all;
    }

    /** A month of history, then a forecast an hour for some days. */
    private void issueLoads(int days) {
        issueLoads(days, Duration.between(START, FROM));
    }

    private void issueLoads(int days, Duration history) {
        loads.clear();
        begin = FROM.minus(history);
        flow.given(Topics.GRID_SERIES, series(Target.LOAD));
        flow.given(
                Topics.MODELS_DEPLOYMENTS,
                new Deployment(
                        Scope.all(Target.LOAD),
                        Optional.of(new DeployedModel(FLAT, "hash-of-flat-load")),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        0,
                        FROM.minus(HOUR),
                        1,
                        Optional.empty()));
        Instant end = FROM.plus(Duration.ofDays(days));
        for (Instant slot = begin; slot.isBefore(end); slot = slot.plus(HOUR)) {
            double loadMw = 1000 + 100 * Math.sin(loads.size() % 24 / 4.0) + 10 * random.nextGaussian();
            loads.add((float) loadMw);
            flow.given(Topics.LOAD_OBSERVED, new ObservedLoad("ES", slot, HOUR, loadMw, 1, LoadQuality.MEASURED, 0));
            if (!slot.plus(HOUR).isBefore(FROM)) {
                flow.tick(slot.plus(HOUR));
            }
        }
    }

    /** Prices that follow an outlook, of all days but the last, whose prices are given back. */
    private double[] prices(Instant from, int days) {
        double[] truth = new double[24];
        for (int day = 0; day <= days; day++) {
            Instant start = from.plus(Duration.ofDays(day)).minus(HOUR); // local midnight
            List<Instant> validAt = new ArrayList<>();
            double[] expected = new double[24];
            for (int hour = 0; hour < 24; hour++) {
                validAt.add(start.plus(HOUR.multipliedBy(hour)));
                expected[hour] = 1000 + 100 * Math.sin(hour / 4.0) + 50 * random.nextGaussian();
                truth[hour] = expected[hour] / 20 + 0.3 * random.nextGaussian();
                if (day < days) {
                    flow.given(
                            Topics.MARKET_PRICES,
                            new MarketPrice(
                                    "ES",
                                    MarketProduct.DAY_AHEAD,
                                    validAt.get(hour),
                                    HOUR,
                                    truth[hour],
                                    "EUR",
                                    start.minus(Duration.ofHours(11))));
                }
            }
            flow.given(
                    Topics.MARKET_OUTLOOK,
                    new SystemOutlook(
                            "ES",
                            start.minus(Duration.ofHours(14)),
                            new NamedSteps(List.of("load_forecast_mw"), validAt, expected)));
        }
        return truth;
    }

    private Forecast last(Topic<Forecast> topic) {
        List<Forecast> all = flow.then(topic);
        return all.get(all.size() - 1);
    }

    private Flow flow(UnaryOperator<ForecastConfig> changed) {
        return flow(changed, OutputLevels.STANDARD);
    }

    private Flow flow(UnaryOperator<ForecastConfig> changed, OutputLevels levels) {
        Flow made = Flow.of(
                        ForecastTopology.APPLICATION_ID,
                        codecs -> new ForecastTopology(
                                        changed.apply(
                                                ForecastConfig.defaults(1, 1).from(FROM)),
                                        codecs,
                                        model -> new ServedModel(
                                                SCHEMA,
                                                SCHEMA.fingerprint(),
                                                levels.levels(),
                                                levels.pointLevel(),
                                                new FlatModel(levels.count())))
                                .build())
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-series-0")
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-totals-0")
                .alsoTickedBy(Topics.MODELS_DEPLOYMENTS, "decide-deployments-0");
        flows.add(made);
        return made;
    }

    private static Series series(Target target) {
        return new Series(
                "ES",
                "ES",
                "ES",
                Set.of(target),
                HOUR,
                ZoneId.of("Europe/Madrid"),
                "ES",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of());
    }

    /** Expects 1,000 MW and a little more by quantile, whatever the hour. */
    private record FlatModel(int quantileCount) implements QuantileModel {
        @Override
        public int featureCount() {
            return SCHEMA.size();
        }

        @Override
        public void score(float[] features, int rows, float[] quantiles) {
            for (int i = 0; i < rows * quantileCount; i++) {
                quantiles[i] = 1000 + i % quantileCount;
            }
        }
    }
}
