package io.gridcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.forecast.ForecastConfig;
import io.gridcast.topology.models.ServedModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecastTopologyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant FROM = Instant.parse("2024-03-20T00:00:00Z");
    private static final ModelRef MODEL = new ModelRef("flat-load", "1");
    private static final DeployedModel DEPLOYED = new DeployedModel(MODEL, "hash-of-flat-load");

    private static final DeployedModel BEFORE =
            new DeployedModel(new ModelRef("flat-load", "0"), "hash-of-the-one-before");

    private float answer = 0;
    private @Nullable DeployedModel throwing;
    private FeatureSchema schema = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));

    private final Flow flow = Flow.of(
                    ForecastTopology.APPLICATION_ID,
                    codecs -> new ForecastTopology(
                                    ForecastConfig.defaults(1, 1).from(FROM),
                                    codecs,
                                    model -> new ServedModel(
                                            schema,
                                            schema.fingerprint(),
                                            QuantileLevels.standard(),
                                            new FlatModel(model)))
                            .build())
            .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-series-0")
            .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-totals-0")
            .alsoTickedBy(Topics.MODELS_DEPLOYMENTS, "decide-deployments-0");

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void aLoadIsForecastWhenTheSlotBeforeTheBoundaryCloses() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        history(FROM.minus(Duration.ofDays(30)), FROM);
        flow.tick(FROM);

        assertThat(flow.then(Topics.FORECASTS)).singleElement().satisfies(forecast -> {
            assertThat(forecast.firstSlot()).isEqualTo(FROM);
            assertThat(forecast.issuedAt()).isEqualTo(FROM);
            assertThat(forecast.horizonSlots()).isEqualTo(48);
            assertThat(forecast.lastSlotKnown()).isEqualTo(FROM.minus(HOUR));
            assertThat(forecast.rung()).isEqualTo(Rung.SIMILAR_DAY);
            assertThat(forecast.missingInputs()).contains("champion");
        });
    }

    @Test
    void nothingIsIssuedBeforeTheFirstIssueTime() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        history(FROM.minus(Duration.ofDays(30)), FROM.minus(HOUR));
        flow.tick(FROM.minus(HOUR));

        assertThat(flow.then(Topics.FORECASTS)).isEmpty();
    }

    @Test
    void aSlotThatNeverClosesDelaysAForecastByItsPatienceOnly() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        history(FROM.minus(Duration.ofDays(30)), FROM.minus(HOUR));
        flow.tick(FROM);
        assertThat(flow.then(Topics.FORECASTS)).isEmpty();

        flow.tick(FROM.plus(Duration.ofMinutes(10)));

        assertThat(flow.then(Topics.FORECASTS)).singleElement().satisfies(forecast -> {
            assertThat(forecast.firstSlot()).isEqualTo(FROM);
            assertThat(forecast.missingInputs()).contains("load");
        });
    }

    @Test
    void theFallbackRungsAreForecastAtEveryIssue() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        history(FROM.minus(Duration.ofDays(30)), FROM);
        flow.tick(FROM);

        assertThat(flow.then(Topics.FORECASTS_SHADOW))
                .extracting(Forecast::rung)
                .containsExactly(Rung.SIMILAR_DAY, Rung.CLIMATOLOGY);
        assertThat(flow.then(Topics.FORECASTS_SHADOW)).allMatch(forecast -> forecast.role() == ModelRole.FALLBACK);
    }

    @Test
    void everyTaskAnswersForANewDeploymentAndCutsOverAtItsTime() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        history(FROM.minus(Duration.ofDays(30)), FROM);
        flow.given(Topics.MODELS_DEPLOYMENTS, deployment(Instant.MAX));
        flow.tick(FROM);
        assertThat(flow.then(Topics.MODELS_READINESS))
                .singleElement()
                .isEqualTo(new Readiness(Scope.all(Target.LOAD), 0, 1, 1, List.of(DEPLOYED), ""));

        flow.given(Topics.MODELS_DEPLOYMENTS, deployment(FROM.plus(HOUR.multipliedBy(2))));
        for (int hour = 1; hour <= 3; hour++) {
            observe(FROM.plus(HOUR.multipliedBy(hour - 1)));
            flow.tick(FROM.plus(HOUR.multipliedBy(hour)));
        }

        assertThat(flow.then(Topics.FORECASTS))
                .extracting(forecast -> forecast.model().modelId())
                .containsExactly("similar-day", "similar-day", "flat-load", "flat-load");
    }

    @Test
    void aChampionsForecastNamesTheFeaturesThatItWasScoredOn() {
        issueByChampion();

        Forecast forecast = flow.then(Topics.FORECASTS).get(0);
        assertThat(forecast.rung()).isEqualTo(Rung.CHAMPION);
        assertThat(flow.then(Topics.FEATURES_SCORED)).singleElement().satisfies(scored -> {
            assertThat(scored.runId()).isEqualTo(forecast.runId());
            assertThat(scored.hash())
                    .isEqualTo(forecast.featuresHash())
                    .isEqualTo(ScoredFeatures.hashOf(scored.matrix()));
            assertThat(scored.rows()).isEqualTo(48);
        });
    }

    @Test
    void aModelThatGivesNoNumberIsReplacedByTheNextRungWithinTheForecast() {
        answer = Float.NaN;

        issueByChampion();

        assertThat(flow.then(Topics.FORECASTS))
                .singleElement()
                .extracting(Forecast::rung)
                .isEqualTo(Rung.SIMILAR_DAY);
        assertThat(flow.then(Topics.DATA_QUALITY))
                .extracting(QualityEvent::rule)
                .containsExactly(QualityRule.MODEL_FAULT);
    }

    @Test
    void aModelThatThrowsIsReplacedByTheChampionBeforeItWithinTheForecast() {
        throwing = DEPLOYED;

        issueBy(new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(DEPLOYED),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                FROM.minus(HOUR),
                2,
                Optional.of(BEFORE)));

        assertThat(flow.then(Topics.FORECASTS)).singleElement().satisfies(forecast -> {
            assertThat(forecast.rung()).isEqualTo(Rung.STAND_IN);
            assertThat(forecast.model()).isEqualTo(BEFORE.model());
            assertThat(forecast.role()).isEqualTo(ModelRole.CHAMPION);
            assertThat(forecast.missingInputs()).containsExactly("champion");
        });
        assertThat(flow.then(Topics.FEATURES_SCORED)).hasSize(1);
        assertThat(flow.then(Topics.DATA_QUALITY))
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .contains("flat-load@1 failed on run", "no answer today", "the next rung stands in"));
    }

    @Test
    void theThirdFaultAsksForTheChampionToBeRolledBack() {
        answer = Float.NaN;
        issueByChampion();
        for (int hour = 1; hour <= 3; hour++) {
            observe(FROM.plus(HOUR.multipliedBy(hour - 1)));
            flow.tick(FROM.plus(HOUR.multipliedBy(hour)));
        }

        assertThat(flow.then(Topics.MODELS_COMMANDS)).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(CommandKind.ROLL_BACK);
            assertThat(command.model()).isEqualTo(MODEL);
            assertThat(command.who()).isEqualTo("engine");
        });
    }

    @Test
    void theChampionBeforeIsLetGoOnceTheNewOneHasGoneLongEnoughWithoutAFault() {
        throwing = DEPLOYED;

        issueBy(new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(DEPLOYED),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                FROM.minus(Duration.ofDays(8)),
                2,
                Optional.of(BEFORE)));

        assertThat(flow.then(Topics.FORECASTS))
                .singleElement()
                .extracting(Forecast::rung)
                .isEqualTo(Rung.SIMILAR_DAY);
    }

    @Test
    void aCanaryServesItsSeriesInItsOwnRole() {
        issueBy(new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(DEPLOYED),
                List.of(),
                List.of(),
                Optional.of(BEFORE),
                1,
                FROM.minus(HOUR),
                2,
                Optional.empty()));

        assertThat(flow.then(Topics.FORECASTS)).singleElement().satisfies(forecast -> {
            assertThat(forecast.model()).isEqualTo(BEFORE.model());
            assertThat(forecast.role()).isEqualTo(ModelRole.CANARY);
            assertThat(forecast.rung()).isEqualTo(Rung.CHAMPION);
        });
    }

    @Test
    void theNarrowestScopeThatHasAChampionServes() {
        flow.given(
                Topics.MODELS_DEPLOYMENTS,
                new Deployment(
                        new Scope(Target.LOAD, "series:ES"),
                        Optional.empty(),
                        List.of(),
                        List.of(BEFORE),
                        Optional.empty(),
                        0,
                        FROM.minus(HOUR),
                        1,
                        Optional.empty()));

        issueByChampion();

        assertThat(flow.then(Topics.FORECASTS))
                .singleElement()
                .extracting(Forecast::model)
                .isEqualTo(MODEL);
    }

    @Test
    void anOutlookThatMissedARunPutsTheForecastOnRungOne() {
        schema = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of("load_forecast_mw")));

        issueByChampion();

        assertThat(flow.then(Topics.FORECASTS)).singleElement().satisfies(forecast -> {
            assertThat(forecast.rung()).isEqualTo(Rung.CHAMPION_STALE_INPUTS);
            assertThat(forecast.missingInputs()).containsExactly("outlook");
        });
    }

    @Test
    void aDayAheadPriceIsForecastAnHourBeforeTheGateAndAgainWhenTheOutlookChanges() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.PRICE));
        prices(FROM.minus(Duration.ofDays(30)), FROM.plus(Duration.ofHours(23)));
        for (int hour = 8; hour < 10; hour++) {
            flow.tick(FROM.plus(Duration.ofHours(hour)));
        }
        assertThat(flow.then(Topics.FORECASTS)).isEmpty();

        flow.tick(FROM.plus(Duration.ofHours(10)));
        flow.given(Topics.MARKET_OUTLOOK, outlook(FROM.plus(Duration.ofHours(23))));
        flow.tick(FROM.plus(Duration.ofMinutes(630)));
        flow.tick(FROM.plus(Duration.ofHours(11)));

        assertThat(flow.then(Topics.FORECASTS)).hasSize(2).allSatisfy(forecast -> {
            assertThat(forecast.firstSlot()).isEqualTo(Instant.parse("2024-03-20T23:00:00Z"));
            assertThat(forecast.horizonSlots()).isEqualTo(24);
            assertThat(forecast.unit()).isEqualTo("EUR/MWh");
        });
    }

    @Test
    void deliveryDaysOfClockChangesHaveTwentyThreeAndTwentyFiveHours() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.PRICE));
        prices(FROM.minus(Duration.ofDays(30)), FROM.plus(Duration.ofDays(220)));

        flow.tick(Instant.parse("2024-03-30T10:00:00Z"));
        flow.tick(Instant.parse("2024-10-26T09:00:00Z"));

        assertThat(flow.then(Topics.FORECASTS))
                .extracting(Forecast::horizonSlots)
                .containsExactly(23, 25);
    }

    @Test
    void aSecondOwnerOfAZonesPriceIsRefused() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.PRICE), series("ES2", Target.PRICE));
        flow.tick(FROM);

        assertThat(flow.then(Topics.DATA_QUALITY)).singleElement().satisfies(event -> {
            assertThat(event.rule()).isEqualTo(QualityRule.SECOND_PRICE_OWNER);
            assertThat(event.subject()).isEqualTo("ES2");
        });
    }

    @Test
    void aPoisonRecordIsSetAsideAndTheForecastIsIssued() {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        history(FROM.minus(Duration.ofDays(30)), FROM);
        for (Topic<?> topic : List.of(Topics.MARKET_PRICES, Topics.MARKET_OUTLOOK, Topics.LOAD_OBSERVED)) {
            flow.givenRaw(topic, "ES", new byte[] {0, 0, 0, 0, 99, 1, 2, 3});
            flow.givenRaw(topic, "ES", new byte[] {7});
        }
        flow.tick(FROM);

        assertThat(flow.deadLetters()).hasSize(6);
        assertThat(flow.then(Topics.FORECASTS)).hasSize(1);
    }

    @Test
    void theTopologyIsWhatTheGoldenFileSays() throws IOException {
        var topology = new ForecastTopology(ForecastConfig.defaults(4, 2), new Codecs(new LocalRegistry()), model -> {
            throw new IllegalStateException("nothing is scored here");
        });

        GoldenFile.check("forecast", topology.build());
    }

    @Test
    void ticksArePassedOnUnderTheNameOfTheTask() {
        flow.tick(FROM);

        assertThat(flow.ticks(Topics.FORECASTS)).containsExactly("forecast-series-0 " + FROM);
    }

    private void issueByChampion() {
        issueBy(deployment(FROM.minus(HOUR)));
    }

    private void issueBy(Deployment deployment) {
        flow.given(Topics.GRID_SERIES, series("ES", Target.LOAD));
        flow.given(Topics.MODELS_DEPLOYMENTS, deployment);
        history(FROM.minus(Duration.ofDays(30)), FROM);
        flow.tick(FROM);
    }

    private static Deployment deployment(Instant effectiveFrom) {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(DEPLOYED),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                effectiveFrom,
                1,
                Optional.empty());
    }

    private static Series series(String id, Target target) {
        return new Series(
                id,
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

    private void history(Instant from, Instant to) {
        for (Instant slot = from; slot.isBefore(to); slot = slot.plus(HOUR)) {
            observe(slot);
        }
    }

    private void observe(Instant slot) {
        double loadMw = 1000 + 10 * slot.atZone(ZoneId.of("UTC")).getHour();
        flow.given(Topics.LOAD_OBSERVED, new ObservedLoad("ES", slot, HOUR, loadMw, 1, LoadQuality.MEASURED, 0));
    }

    private void prices(Instant from, Instant to) {
        for (Instant slot = from; slot.isBefore(to); slot = slot.plus(HOUR)) {
            double price = 40 + slot.atZone(ZoneId.of("UTC")).getHour();
            flow.given(
                    Topics.MARKET_PRICES,
                    new MarketPrice("ES", MarketProduct.DAY_AHEAD, slot, HOUR, price, "EUR", from));
        }
    }

    private static SystemOutlook outlook(Instant from) {
        List<Instant> validAt = new ArrayList<>();
        IntStream.range(0, 24).forEach(hour -> validAt.add(from.plus(HOUR.multipliedBy(hour))));
        double[] values =
                IntStream.range(0, 24).mapToDouble(hour -> 1000 + hour).toArray();
        return new SystemOutlook("ES", from, new NamedSteps(List.of("load_forecast_mw"), validAt, values));
    }

    /** Answers the same value for every row, a little apart by quantile. */
    private final class FlatModel implements QuantileModel {
        private final DeployedModel deployed;

        FlatModel(DeployedModel deployed) {
            this.deployed = deployed;
        }

        @Override
        public int featureCount() {
            return schema.size();
        }

        @Override
        public int quantileCount() {
            return QuantileLevels.COUNT;
        }

        @Override
        public void score(float[] features, int rows, float[] quantiles) {
            if (deployed.equals(throwing)) {
                throw new IllegalStateException("no answer today");
            }
            for (int i = 0; i < rows * QuantileLevels.COUNT; i++) {
                quantiles[i] = answer + i % QuantileLevels.COUNT;
            }
        }
    }
}
