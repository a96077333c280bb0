package io.gridcast.topology;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.FEATURES_SCORED;
import static io.gridcast.serdes.Topics.FORECASTS_SHADOW;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.MODELS_COMMANDS;
import static io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.models.ServedModel;
import io.gridcast.topology.shadow.ShadowConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadowTopologyTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ROWS = 3;
    private static final FeatureSchema SCHEMA = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));
    private static final DeployedModel CHAMPION = model("1");
    private static final DeployedModel STEADY = model("2");
    private static final DeployedModel FAULTY = model("3");

    private final Flow flow = Flow.of(
                    ShadowTopology.APPLICATION_ID,
                    codecs -> new ShadowTopology(
                                    new ShadowConfig(1, 3, 1_000_000),
                                    codecs,
                                    model -> new ServedModel(
                                            SCHEMA,
                                            SCHEMA.fingerprint(),
                                            QuantileLevels.standard(),
                                            new FirstColumn(model.equals(FAULTY))))
                            .build())
            .alsoTickedBy(FEATURES_SCORED, "forecast-series-0")
            .alsoTickedBy(MODELS_DEPLOYMENTS, "decide-deployments-0");

    @BeforeEach
    void aSeries() {
        flow.given(
                GRID_SERIES,
                new Series(
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
                        List.of()));
        flow.tick(NINE);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void aShadowForecastsFromTheVeryFeaturesOfTheChampion() {
        deploy(Scope.all(Target.LOAD), null, 0, STEADY);
        ScoredFeatures features = features(NINE.plus(HOUR), 42);
        flow.when(FEATURES_SCORED, features);
        flow.tick(NINE.plus(HOUR));

        assertThat(flow.then(FORECASTS_SHADOW)).singleElement().satisfies(forecast -> {
            assertThat(forecast.role()).isEqualTo(ModelRole.SHADOW);
            assertThat(forecast.model()).isEqualTo(STEADY.model());
            assertThat(forecast.runId()).isEqualTo(features.runId());
            assertThat(forecast.featuresHash()).isEqualTo(features.hash());
            assertThat(forecast.issuedAt()).isEqualTo(features.issuedAt());
            assertThat(forecast.unit()).isEqualTo("MW");
            assertThat(forecast.dataCoverage()).isEqualTo(0.9);
            assertThat(forecast.rung()).isEqualTo(Rung.CHAMPION);
            assertThat(forecast.point()).containsOnly(42 + 3);
        });
    }

    @Test
    void shadowsOfAllScopesOfASeriesForecastEachOnce() {
        deploy(Scope.all(Target.LOAD), null, 0, STEADY);
        deploy(new Scope(Target.LOAD, "zone:ES"), null, 0, STEADY, CHAMPION);
        flow.when(FEATURES_SCORED, features(NINE.plus(HOUR), 42));
        flow.tick(NINE.plus(HOUR));

        assertThat(flow.then(FORECASTS_SHADOW))
                .extracting(Forecast::model)
                .containsExactlyInAnyOrder(STEADY.model(), CHAMPION.model());
    }

    @Test
    void whereACanaryServesTheChampionIsScoredBesideIt() {
        deploy(Scope.all(Target.LOAD), STEADY, 1);
        flow.when(FEATURES_SCORED, features(NINE.plus(HOUR), 42));
        flow.tick(NINE.plus(HOUR));

        assertThat(flow.then(FORECASTS_SHADOW)).singleElement().satisfies(forecast -> {
            assertThat(forecast.model()).isEqualTo(CHAMPION.model());
            assertThat(forecast.role()).isEqualTo(ModelRole.SHADOW);
        });
    }

    @Test
    void aShadowBeginsAtTheTickAtWhichItsDeploymentHolds() {
        flow.given(
                MODELS_DEPLOYMENTS,
                deployment(Scope.all(Target.LOAD), NINE.plus(HOUR.multipliedBy(2)), null, 0, STEADY));
        for (int hour = 1; hour <= 3; hour++) {
            Instant at = NINE.plus(HOUR.multipliedBy(hour));
            flow.given(FEATURES_SCORED, features(at, 42));
            flow.tick(at);
        }

        assertThat(flow.then(FORECASTS_SHADOW))
                .extracting(Forecast::issuedAt)
                .containsExactly(NINE.plus(HOUR.multipliedBy(2)), NINE.plus(HOUR.multipliedBy(3)));
    }

    @Test
    void aShadowThatThrowsIsReportedEachTimeAndTakenOutAtTheThird() {
        deploy(Scope.all(Target.LOAD), null, 0, FAULTY, STEADY);
        for (int hour = 1; hour <= 3; hour++) {
            Instant at = NINE.plus(HOUR.multipliedBy(hour));
            flow.given(FEATURES_SCORED, features(at, 42));
            flow.tick(at);
        }

        assertThat(flow.then(FORECASTS_SHADOW))
                .hasSize(3)
                .allMatch(forecast -> forecast.model().equals(STEADY.model()));
        assertThat(flow.then(DATA_QUALITY)).hasSize(3).allSatisfy(event -> {
            assertThat(event.rule()).isEqualTo(QualityRule.MODEL_FAULT);
            assertThat(event.detail()).contains("load-xgb@3 failed: out of tune");
        });
        assertThat(flow.then(MODELS_COMMANDS)).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(CommandKind.RETIRE);
            assertThat(command.model()).isEqualTo(FAULTY.model());
            assertThat(command.who()).isEqualTo(ModelAuthors.ENGINE);
            assertThat(command.why()).contains("3 faults");
        });
    }

    @Test
    void aPoisonRecordIsSetAsideAndTheNextIsScored() {
        deploy(Scope.all(Target.LOAD), null, 0, STEADY);
        flow.givenRaw(FEATURES_SCORED, "ES", new byte[] {7});
        flow.givenRaw(MODELS_DEPLOYMENTS, "load/*", new byte[] {7});
        flow.when(FEATURES_SCORED, features(NINE.plus(HOUR), 42));
        flow.tick(NINE.plus(HOUR));

        assertThat(flow.deadLetters()).hasSize(2);
        assertThat(flow.then(FORECASTS_SHADOW)).hasSize(1);
    }

    @Test
    void theTopologyIsWhatTheGoldenFileSays() throws IOException {
        var topology = new ShadowTopology(new ShadowConfig(4, 3, 1_000_000), new Codecs(new LocalRegistry()), model -> {
            throw new IllegalStateException("nothing is scored here");
        });

        GoldenFile.check("shadow", topology.build());
    }

    private void deploy(Scope scope, @Nullable DeployedModel canary, double share, DeployedModel... shadows) {
        flow.given(MODELS_DEPLOYMENTS, deployment(scope, NINE, canary, share, shadows));
        flow.tick(NINE.plusSeconds(scope.subject().length()));
    }

    private static Deployment deployment(
            Scope scope, Instant from, @Nullable DeployedModel canary, double share, DeployedModel... shadows) {
        return new Deployment(
                scope,
                Optional.of(CHAMPION),
                List.of(),
                List.of(shadows),
                Optional.ofNullable(canary),
                share,
                from,
                1,
                Optional.empty());
    }

    private static ScoredFeatures features(Instant at, float first) {
        float[] matrix = new float[ROWS * SCHEMA.size()];
        Arrays.fill(matrix, first);
        return new ScoredFeatures(
                "ES",
                Target.LOAD,
                "ES/load/" + at,
                at,
                at,
                HOUR,
                SCHEMA.fingerprint(),
                ROWS,
                SCHEMA.size(),
                matrix,
                ScoredFeatures.hashOf(matrix),
                "MW",
                at.minus(HOUR),
                List.of(),
                0.9);
    }

    private static DeployedModel model(String version) {
        return new DeployedModel(new ModelRef("load-xgb", version), "hash-" + version);
    }

    /** Answers the first column, a little apart by quantile; or throws. */
    private record FirstColumn(boolean isFaulty) implements QuantileModel {
        @Override
        public int featureCount() {
            return SCHEMA.size();
        }

        @Override
        public int quantileCount() {
            return QuantileLevels.standard().length;
        }

        @Override
        public void score(float[] features, int rows, float[] quantiles) {
            if (isFaulty) {
                throw new ArithmeticException("out of tune");
            }
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < quantileCount(); column++) {
                    quantiles[row * quantileCount() + column] = features[row * featureCount()] + column;
                }
            }
        }
    }
}
