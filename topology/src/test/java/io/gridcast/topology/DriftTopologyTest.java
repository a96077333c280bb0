package io.gridcast.topology;

import static io.gridcast.serdes.Topics.DRIFT_EVENTS;
import static io.gridcast.serdes.Topics.FEATURES_SCORED;
import static io.gridcast.serdes.Topics.FORECASTS;
import static io.gridcast.serdes.Topics.FORECASTS_SHADOW;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.MARKET_OUTLOOK;
import static io.gridcast.serdes.Topics.MARKET_PRICES;
import static io.gridcast.serdes.Topics.MODELS_COMMANDS;
import static io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS;
import static io.gridcast.serdes.Topics.RETRAINING_REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.baseline.SimilarDay;
import io.gridcast.core.drift.ExpectedError;
import io.gridcast.core.drift.ReferenceBuilder;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.PackSignature;
import io.gridcast.serdes.Topic;
import io.gridcast.topology.drift.DriftConfig;
import io.gridcast.topology.evaluation.EvaluationConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Months of a model on one series, of which the answer is known; each day has one forecast, at midnight. */
class DriftTopologyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DAYS = 110;
    private static final int CHANGE = 70;
    private static final ModelRef MODEL = new ModelRef("load-xgb", "1");
    private static final FeatureSchema SCHEMA =
            FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of("temperature_c"), Set.of()));
    private static final int TEMPERATURE = SCHEMA.names().indexOf("expected_temperature_c");
    private static final int SLOTS = 24;
    private static final List<ExpertShare> MIXED =
            List.of(new ExpertShare(MODEL, 0.1), new ExpertShare(SimilarDay.MODEL, 0.9));

    /** What happens from day {@link #CHANGE} on. */
    private enum Change {
        NOTHING,
        WARMER_BY_FOUR_DEVIATIONS,
        ERRORS_THREE_TIMES_AS_LARGE,
        ERRORS_THREE_TIMES_AS_LARGE_IN_A_MIXTURE_WITHOUT_ANY,
        FEED_LATE_AND_ERRORS_LARGER,
        WARMER_BUT_THE_PACK_IS_A_STRANGERS,
        ERRORS_AS_LARGE_AS_EVER_BUT_LESS_WERE_PROMISED
    }

    @Test
    void nothingIsFoundWhereNothingChangesButTheScheduleAsksForAModel() {
        try (Flow flow = play(Change.NOTHING, null)) {
            assertThat(flow.then(DRIFT_EVENTS)).isEmpty();
            assertThat(flow.then(RETRAINING_REQUESTS)).hasSize(DAYS / 28).allSatisfy(request -> {
                assertThat(request.scope()).isEqualTo(Scope.all(Target.LOAD));
                assertThat(request.reason()).startsWith("schedule: load-xgb");
            });
            assertThat(flow.deadLetters()).isEmpty();
        }
    }

    @Test
    void aShiftOfAnInputIsFoundAndNamedAndAsksForAModelOnceACoolDown() {
        try (Flow flow = play(Change.WARMER_BY_FOUR_DEVIATIONS, null)) {
            List<DriftEvent> events = flow.then(DRIFT_EVENTS);

            assertThat(events).extracting(DriftEvent::detector).contains("ks");
            DriftEvent first = events.get(0);
            assertThat(first.variable()).isEqualTo("expected_temperature_c");
            assertThat(first.likelyCause()).startsWith("inputs unlike training: expected_temperature_c");
            assertThat(first.statistic()).isGreaterThanOrEqualTo(first.threshold());
            assertThat(first.detectedAt()).isBetween(day(CHANGE), day(CHANGE + 15));
            assertThat(driftRequests(flow).get(0).requestedAt())
                    .isEqualTo(first.detectedAt().plus(Duration.ofDays(2)));
            List<RetrainingRequest> requests = driftRequests(flow);
            for (int later = 1; later < requests.size(); later++) {
                assertThat(requests.get(later).requestedAt())
                        .isAfterOrEqualTo(requests.get(later - 1).requestedAt().plus(Duration.ofDays(14)));
            }
        }
    }

    /** The champion's own errors count, however well others make up for them. */
    @ParameterizedTest
    @EnumSource(names = {"ERRORS_THREE_TIMES_AS_LARGE", "ERRORS_THREE_TIMES_AS_LARGE_IN_A_MIXTURE_WITHOUT_ANY"})
    void errorsThatRiseWhileInputsAreAsInTrainingAreTheRelation(Change change) {
        try (Flow flow = play(change, null)) {
            List<DriftEvent> events = flow.then(DRIFT_EVENTS);

            assertThat(events).extracting(DriftEvent::detector).contains("page-hinkley", "performance");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.variable()).isEqualTo("error");
                assertThat(event.likelyCause()).startsWith("the relation itself: ");
                assertThat(event.detectedAt()).isAfter(day(CHANGE));
            });
            assertThat(driftRequests(flow)).first().satisfies(request -> {
                assertThat(request.scope()).isEqualTo(Scope.all(Target.LOAD));
                assertThat(request.reason()).contains("error of ES").contains("the relation itself");
            });
            assertThat(driftRequests(flow))
                    .as("errors stay large, so more of the change shall be learnt")
                    .hasSize(3);
        }
    }

    @Test
    void aFeedThatIsLateIsNamedAndAsksForNoModel() {
        try (Flow flow = play(Change.FEED_LATE_AND_ERRORS_LARGER, null)) {
            List<DriftEvent> events = flow.then(DRIFT_EVENTS);

            assertThat(events).extracting(DriftEvent::detector).contains("input-health", "page-hinkley");
            assertThat(events.get(0).detector()).isEqualTo("input-health");
            assertThat(events.get(0).variable()).isEqualTo("weather.forecast");
            assertThat(events.get(0).detectedAt()).isBetween(day(CHANGE), day(CHANGE + 1));
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.likelyCause()).startsWith("feed late: "));
            assertThat(driftRequests(flow)).isEmpty();
        }
    }

    @Test
    void whatAPackThatIsNotPublishedSaysIsNotBelieved() {
        try (Flow flow = play(Change.WARMER_BUT_THE_PACK_IS_A_STRANGERS, null)) {
            assertThat(flow.then(DRIFT_EVENTS)).isEmpty();
        }
    }

    @Test
    void aModelThatIsWorseThanItsCrossValidationIsSaidWithoutWeeksOfLearning() {
        try (Flow flow = play(Change.ERRORS_AS_LARGE_AS_EVER_BUT_LESS_WERE_PROMISED, null)) {
            assertThat(flow.then(DRIFT_EVENTS)).singleElement().satisfies(event -> {
                assertThat(event.detector()).isEqualTo("performance");
                assertThat(event.detectedAt()).isBetween(day(3), day(20));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyInterleavingOfTopicsGivesTheSameBytes(long seed) {
        try (Flow inStep = play(Change.WARMER_BY_FOUR_DEVIATIONS, null);
                Flow shuffled = play(Change.WARMER_BY_FOUR_DEVIATIONS, new Random(seed))) {
            assertThat(shuffled.transcript(DRIFT_EVENTS)).isNotEmpty().isEqualTo(inStep.transcript(DRIFT_EVENTS));
            assertThat(shuffled.transcript(RETRAINING_REQUESTS)).isEqualTo(inStep.transcript(RETRAINING_REQUESTS));
        }
    }

    private static List<RetrainingRequest> driftRequests(Flow flow) {
        return flow.then(RETRAINING_REQUESTS).stream()
                .filter(request -> request.reason().startsWith("drift: "))
                .toList();
    }

    private static Flow play(Change change, @org.jspecify.annotations.Nullable Random order) {
        Flow flow = Flow.of(
                        EvaluationTopology.APPLICATION_ID,
                        codecs -> new EvaluationTopology(
                                        EvaluationConfig.defaults(1, 1),
                                        DriftConfig.DEFAULT,
                                        SignedPacks.TRUST_IN_ANN,
                                        codecs)
                                .build())
                .alsoTickedBy(FORECASTS, "forecast-series-0")
                .alsoTickedBy(FEATURES_SCORED, "forecast-series-0")
                .alsoTickedBy(FORECASTS_SHADOW, "forecast-series-0")
                .alsoTickedBy(FORECASTS_SHADOW, "score-shadows-0")
                .alsoTickedBy(LOAD_OBSERVED, "sum-series-0")
                .alsoTickedBy(LOAD_OBSERVED, "sum-totals-0")
                .alsoTickedBy(MODELS_DEPLOYMENTS, "decide-deployments-0");
        Map<Topic<?>, List<Consumer<Flow>>> steps = steps(change);
        List<List<Consumer<Flow>>> left = new ArrayList<>();
        steps.values().forEach(each -> left.add(new ArrayList<>(each)));
        if (order == null) {
            for (int step = 0; step < 2 * DAYS; step++) {
                int now = step;
                left.forEach(each -> each.get(now).accept(flow));
            }
            return flow;
        }
        while (!left.isEmpty()) {
            List<Consumer<Flow>> next = left.get(order.nextInt(left.size()));
            next.remove(0).accept(flow);
            left.removeIf(List::isEmpty);
        }
        return flow;
    }

    /** Two ticks a day, at midnight and when the day before is scored, on each topic. */
    private static Map<Topic<?>, List<Consumer<Flow>>> steps(Change change) {
        Map<Topic<?>, List<Consumer<Flow>>> all = new LinkedHashMap<>();
        for (Topic<?> topic : List.of(
                GRID_SERIES,
                MODELS_COMMANDS,
                MODELS_DEPLOYMENTS,
                MARKET_PRICES,
                MARKET_OUTLOOK,
                FEATURES_SCORED,
                FORECASTS,
                FORECASTS_SHADOW,
                LOAD_OBSERVED)) {
            all.put(topic, new ArrayList<>());
        }
        var world = new World(new Random(11), change);
        for (int day = 0; day < DAYS; day++) {
            Instant midnight = day(day);
            Map<Topic<?>, Consumer<Flow>> facts = world.day(day);
            all.forEach((topic, steps) -> {
                steps.add(flow -> {
                    facts.getOrDefault(topic, nothing -> {}).accept(flow.at(midnight));
                    flow.tickOnly(topic, midnight, midnight.plus(HOUR));
                });
                steps.add(flow -> flow.tickOnly(topic, midnight.plus(HOUR), midnight.plus(DAY)));
            });
        }
        return all;
    }

    private static Instant day(int day) {
        return START.plus(DAY.multipliedBy(day));
    }

    /** Two autoregressions: a temperature with seasons, and the logarithm of the errors. */
    private static final class World {
        private final Random random;
        private final Change change;
        private double warmth;
        private double restlessness;
        private double errorOfToday;

        World(Random random, Change change) {
            this.random = random;
            this.change = change;
        }

        Map<Topic<?>, Consumer<Flow>> day(int day) {
            Map<Topic<?>, Consumer<Flow>> facts = new LinkedHashMap<>();
            if (day == 0) {
                ModelCommand publish = publish();
                facts.put(GRID_SERIES, flow -> flow.given(GRID_SERIES, series()));
                facts.put(MODELS_COMMANDS, flow -> flow.given(MODELS_COMMANDS, publish));
                facts.put(MODELS_DEPLOYMENTS, flow -> flow.given(MODELS_DEPLOYMENTS, deployment()));
            }
            boolean changed = day >= CHANGE;
            if (day > 0) {
                double error = errorOfToday;
                facts.put(LOAD_OBSERVED, flow -> observe(flow, day - 1, error));
            }
            restlessness = 0.5 * restlessness + 0.866 * random.nextGaussian();
            errorOfToday = Math.exp(0.3 * restlessness);
            boolean isMixed = change == Change.ERRORS_THREE_TIMES_AS_LARGE_IN_A_MIXTURE_WITHOUT_ANY;
            if (changed && (isMixed || change == Change.ERRORS_THREE_TIMES_AS_LARGE)) {
                errorOfToday *= 3;
            } else if (changed && change == Change.FEED_LATE_AND_ERRORS_LARGER) {
                errorOfToday *= 4;
            }
            float temperature =
                    temperature(ReferenceBuilder.day(DriftTopologyTest.day(day).toEpochMilli()));
            boolean warmer =
                    change == Change.WARMER_BY_FOUR_DEVIATIONS || change == Change.WARMER_BUT_THE_PACK_IS_A_STRANGERS;
            if (changed && warmer) {
                temperature += 12;
            }
            ScoredFeatures features = features(day, temperature);
            boolean late = changed && change == Change.FEED_LATE_AND_ERRORS_LARGER;
            facts.put(FEATURES_SCORED, flow -> flow.given(FEATURES_SCORED, features));
            if (isMixed) {
                float[] right = observed(errorOfToday);
                facts.put(
                        FORECASTS,
                        flow -> flow.given(FORECASTS, forecast(day, right, ModelRole.CHAMPION, late, MIXED)));
                facts.put(
                        FORECASTS_SHADOW,
                        flow -> flow.given(
                                FORECASTS_SHADOW, forecast(day, level(), ModelRole.EXPERT, late, List.of())));
            } else {
                facts.put(
                        FORECASTS,
                        flow -> flow.given(FORECASTS, forecast(day, level(), ModelRole.CHAMPION, late, List.of())));
            }
            return facts;
        }

        private float temperature(int epochDay) {
            warmth = 0.6 * warmth + 0.8 * random.nextGaussian();
            return (float) (10 - 8 * Math.cos(2 * Math.PI * epochDay / 365.2425) + 3 * warmth);
        }

        private ModelCommand publish() {
            var builder = new ReferenceBuilder(SCHEMA);
            int first = ReferenceBuilder.day(START.toEpochMilli()) - 730;
            for (int day = first; day < first + 730; day++) {
                builder.add("ES", day * DAY.toMillis(), row(temperature(day)), 0);
            }
            PackManifest manifest = SignedPacks.description(MODEL).withHistograms(builder.finish());
            if (change == Change.ERRORS_AS_LARGE_AS_EVER_BUT_LESS_WERE_PROMISED) {
                var metrics = new TreeMap<String, Double>();
                new ExpectedError(Math.log(0.4), 0.3).tell("ES", metrics);
                manifest = manifest.withMetrics(metrics);
            }
            ModelPack pack = ModelPack.of(
                    manifest,
                    new GoldenSample(1, new float[] {1}, new float[] {1}),
                    new TreeMap<>(Map.of(PackLoader.UBJSON_TREES, new byte[] {1})));
            if (change != Change.WARMER_BUT_THE_PACK_IS_A_STRANGERS) {
                pack = pack.signedBy(SignedPacks.ANNS_KEY);
            }
            return ModelCommand.publish(
                    MODEL,
                    pack.hash(),
                    Scope.all(Target.LOAD),
                    "a test",
                    "to be watched",
                    pack.signature().map(PackSignature::toBytes).orElse(new byte[0]),
                    pack.manifestJson());
        }
    }

    private static float[] row(float temperature) {
        float[] row = new float[SCHEMA.size()];
        Arrays.fill(row, Float.NaN);
        row[TEMPERATURE] = temperature;
        return row;
    }

    private static ScoredFeatures features(int day, float temperature) {
        float[] matrix = new float[SLOTS * SCHEMA.size()];
        for (int slot = 0; slot < SLOTS; slot++) {
            System.arraycopy(row(temperature), 0, matrix, slot * SCHEMA.size(), SCHEMA.size());
        }
        return new ScoredFeatures(
                "ES",
                Target.LOAD,
                "run-" + day,
                day(day),
                day(day),
                HOUR,
                SCHEMA.fingerprint(),
                SLOTS,
                SCHEMA.size(),
                matrix,
                ScoredFeatures.hashOf(matrix),
                "MW",
                day(day),
                List.of(),
                1);
    }

    private static float[] level() {
        float[] values = new float[SLOTS];
        Arrays.fill(values, 100);
        return values;
    }

    private static float[] observed(double error) {
        float[] values = new float[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            values[slot] = (float) (100 + (slot % 2 == 0 ? error : -error));
        }
        return values;
    }

    private static Forecast forecast(int day, float[] values, ModelRole role, boolean late, List<ExpertShare> experts) {
        return new Forecast(
                "ES",
                Target.LOAD,
                "MW",
                "run-" + day,
                day(day),
                day(day),
                HOUR,
                day(day),
                values,
                new float[] {0.5f},
                values,
                MODEL,
                role,
                late ? Rung.CHAMPION_STALE_INPUTS : Rung.CHAMPION,
                late ? List.of("weather.forecast") : List.of(),
                1,
                SCHEMA.fingerprint(),
                "",
                experts,
                0.5);
    }

    private static void observe(Flow flow, int day, double error) {
        float[] loads = observed(error);
        for (int slot = 0; slot < SLOTS; slot++) {
            flow.given(
                    LOAD_OBSERVED,
                    new ObservedLoad(
                            "ES",
                            day(day).plus(HOUR.multipliedBy(slot)),
                            HOUR,
                            loads[slot],
                            1,
                            LoadQuality.MEASURED,
                            0));
        }
    }

    private static Deployment deployment() {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(new DeployedModel(MODEL, "0".repeat(64))),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                START,
                1,
                Optional.empty());
    }

    private static Series series() {
        return new Series(
                "ES",
                "ES",
                "ES",
                Set.of(Target.LOAD),
                HOUR,
                ZoneId.of("Europe/Madrid"),
                "ES",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of());
    }
}
