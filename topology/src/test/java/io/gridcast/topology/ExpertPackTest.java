package io.gridcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pack beside the champion does to what is issued: nothing as a shadow, its share as an expert. */
class ExpertPackTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant FROM = Instant.parse("2024-01-10T00:00:00Z");
    private static final Instant JOINS = FROM.plus(Duration.ofDays(1));
    private static final Instant LEAVES = FROM.plus(Duration.ofDays(4));
    private static final Instant END = FROM.plus(Duration.ofDays(5));
    private static final FeatureSchema SCHEMA = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));
    private static final DeployedModel FLAT = new DeployedModel(new ModelRef("flat-load", "1"), "hash-of-flat-load");
    private static final DeployedModel CURVE = new DeployedModel(new ModelRef("curve-load", "1"), "hash-of-curve-load");

    private final List<Flow> flows = new ArrayList<>();

    @AfterEach
    void close() {
        flows.forEach(Flow::close);
    }

    @Test
    void aShadowThatJoinsIsMixedAndScoredAloneUntilItLeaves() {
        Flow joined = run(true);
        Flow alone = run(false);

        List<Forecast> issued = joined.then(Topics.FORECASTS);
        List<Forecast> without = alone.then(Topics.FORECASTS);
        assertThat(issued).hasSize(5 * 24 + 1).hasSameSizeAs(without);
        for (int i = 0; i < issued.size(); i++) {
            Forecast forecast = issued.get(i);
            boolean isMixed =
                    forecast.issuedAt().isAfter(JOINS) && !forecast.issuedAt().isAfter(LEAVES);
            assertThat(forecast.model()).isEqualTo(FLAT.model());
            if (isMixed) {
                assertThat(shareOfCurve(forecast))
                        .hasValueSatisfying(share -> assertThat(share).isGreaterThan(0.01));
                assertThat(forecast.point()).isNotEqualTo(without.get(i).point());
            } else {
                assertThat(shareOfCurve(forecast)).isEmpty();
            }
            if (!forecast.issuedAt().isAfter(JOINS)) {
                assertThat(forecast.quantiles())
                        .as("with a shadow beside it")
                        .isEqualTo(without.get(i).quantiles());
            }
        }
        Forecast first = issued.get(24 + 1);
        Forecast last = issued.get(4 * 24);
        assertThat(shareOfCurve(last).orElseThrow())
                .as("it was right on all three days")
                .isGreaterThan(2 * shareOfCurve(first).orElseThrow());
        assertThat(error(last)).isLessThan(error(without.get(4 * 24)));
        assertThat(ofCurve(joined))
                .hasSize(3 * 24)
                .allSatisfy(own -> assertThat(own.role()).isEqualTo(ModelRole.EXPERT));
    }

    private static Optional<Double> shareOfCurve(Forecast forecast) {
        return forecast.experts().stream()
                .filter(expert -> expert.model().equals(CURVE.model()))
                .map(ExpertShare::share)
                .findFirst();
    }

    private static List<Forecast> ofCurve(Flow flow) {
        return flow.then(Topics.FORECASTS_SHADOW).stream()
                .filter(forecast -> forecast.model().equals(CURVE.model()))
                .toList();
    }

    private static double error(Forecast forecast) {
        double error = 0;
        for (int row = 0; row < 24; row++) {
            int hour = forecast.slot(row).atZone(series().timeZone()).getHour();
            error += Math.abs(forecast.point()[row] - curve(hour)) / 24;
        }
        return error;
    }

    /** Five days of forecasts after a month of loads that follow the curve, but for some noise. */
    private Flow run(boolean joins) {
        Flow flow = flow();
        var random = new Random(17);
        flow.given(Topics.GRID_SERIES, series());
        flow.given(
                Topics.MODELS_DEPLOYMENTS,
                deployment(1, FROM.minus(HOUR), List.of(), joins ? List.of(CURVE) : List.of()));
        for (Instant slot = FROM.minus(Duration.ofDays(30)); slot.isBefore(END); slot = slot.plus(HOUR)) {
            if (joins && slot.equals(JOINS)) {
                flow.given(Topics.MODELS_DEPLOYMENTS, deployment(2, JOINS.plus(HOUR), List.of(CURVE), List.of()));
            }
            if (joins && slot.equals(LEAVES)) {
                flow.given(Topics.MODELS_DEPLOYMENTS, deployment(3, LEAVES.plus(HOUR), List.of(), List.of(CURVE)));
            }
            double loadMw = curve(slot.atZone(series().timeZone()).getHour()) + 30 * random.nextGaussian();
            flow.given(Topics.LOAD_OBSERVED, new ObservedLoad("ES", slot, HOUR, loadMw, 1, LoadQuality.MEASURED, 0));
            if (!slot.plus(HOUR).isBefore(FROM)) {
                flow.tick(slot.plus(HOUR));
            }
        }
        return flow;
    }

    private static Deployment deployment(
            int revision, Instant effectiveFrom, List<DeployedModel> experts, List<DeployedModel> shadows) {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(FLAT),
                experts,
                shadows,
                Optional.empty(),
                0,
                effectiveFrom,
                revision,
                Optional.empty());
    }

    private Flow flow() {
        Flow made = Flow.of(
                        ForecastTopology.APPLICATION_ID,
                        codecs -> new ForecastTopology(
                                        ForecastConfig.defaults(1, 1).from(FROM),
                                        codecs,
                                        model -> new ServedModel(
                                                SCHEMA,
                                                SCHEMA.fingerprint(),
                                                QuantileLevels.standard(),
                                                0.5,
                                                new Expecting(model.equals(CURVE))))
                                .build())
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-series-0")
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-totals-0")
                .alsoTickedBy(Topics.MODELS_DEPLOYMENTS, "decide-deployments-0");
        flows.add(made);
        return made;
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

    private static double curve(int localHour) {
        return 1000 + 100 * Math.sin(localHour / 4.0);
    }

    /** Expects the curve, or 1,000 MW whatever the hour, and 10 MW more by quantile. */
    private record Expecting(boolean knowsTheCurve) implements QuantileModel {
        @Override
        public int featureCount() {
            return SCHEMA.size();
        }

        @Override
        public int quantileCount() {
            return QuantileLevels.COUNT;
        }

        @Override
        public void score(float[] features, int rows, float[] quantiles) {
            int hour = SCHEMA.names().indexOf("hour");
            for (int row = 0; row < rows; row++) {
                double middle = knowsTheCurve ? curve((int) features[row * SCHEMA.size() + hour]) : 1000;
                for (int level = 0; level < QuantileLevels.COUNT; level++) {
                    quantiles[row * QuantileLevels.COUNT + level] =
                            (float) (middle + 10 * (level - QuantileLevels.MEDIAN));
                }
            }
        }
    }
}
