package io.gridcast.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.TestPacks;
import io.gridcast.core.trees.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ForecastExplainerTest {
    private static final int ROWS = 200;
    private static final Instant NOON = Instant.parse("2017-01-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static ModelPack pack;

    @BeforeAll
    static void needsNativeXgboost() throws Exception {
        NativeLibrary.assumeLoaded();
        pack = TestPacks.pack(TestPacks.sevenQuantiles());
    }

    @Test
    void contributionsSumToTheForecastOfTheModelAndWithTheMixtureToWhatWasIssued() {
        float[] matrix = TestPacks.rows(ROWS);
        float[] own = medians(pack, matrix);
        float[] issued = own.clone();
        for (int row = 0; row < ROWS; row++) {
            issued[row] += row;
        }

        Explanation explanation =
                ForecastExplainer.of(pack).explain(forecast(matrix, issued), scored(matrix, fingerprint()));

        assertThat(explanation.slots()).hasSize(ROWS);
        for (int row = 0; row < ROWS; row++) {
            ExplainedSlot slot = explanation.slots().get(row);
            double sum = slot.center()
                    + slot.base()
                    + Arrays.stream(slot.byFeature()).sum();
            assertThat(slot.own()).isEqualTo(own[row]).isCloseTo(sum, within(1e-6));
            assertThat(slot.mixture()).isCloseTo(row, within(1e-3));
            assertThat(slot.issued()).isEqualTo(issued[row]);
            assertThat(slot.slot()).isEqualTo(NOON.plus(HOUR.multipliedBy(row)));
            assertThat(explanation.byGroup(slot)).containsOnlyKeys(FeatureGroup.HEAD, FeatureGroup.RECENT);
            double grouped = explanation.byGroup(slot).values().stream()
                    .mapToDouble(each -> each)
                    .sum();
            assertThat(slot.center() + slot.base() + grouped).isCloseTo(sum, within(1e-6));
        }
    }

    @Test
    void contributionsAreInTheUnitOfTheForecast() {
        float[] matrix = TestPacks.rows(1);
        float[] wider = matrix.clone();
        matrix[TestPacks.SCHEMA.scaleColumn()] =
                1000; // trees cannot tell it from 3000: both lie beyond all their splits
        wider[TestPacks.SCHEMA.scaleColumn()] = 3000;

        ExplainedSlot one = explain(matrix);
        ExplainedSlot three = explain(wider);

        for (int f = 0; f < one.byFeature().length; f++) {
            assertThat(three.byFeature()[f]).isCloseTo(3 * one.byFeature()[f], within(1e-6));
        }
        assertThat(three.base()).isCloseTo(3 * one.base(), within(1e-2));
    }

    @Test
    void featuresOfAnotherRunAreRefused() {
        float[] matrix = TestPacks.rows(2);
        float[] other = matrix.clone();
        other[6]++;
        var explainer = ForecastExplainer.of(pack);
        Forecast forecast = forecast(matrix, medians(pack, matrix));

        assertThatThrownBy(() -> explainer.explain(forecast, scored(other, fingerprint())))
                .hasMessageContaining("was scored on features");
        assertThatThrownBy(() -> explainer.explain(forecast, scored(matrix, "another")))
                .hasMessageContaining("are of schema another");
    }

    @Test
    void aModelWithoutTreesIsRefusedWithAnExplanation() {
        ModelPack linear = ModelPack.of(
                TestPacks.description(PackLoader.LINEAR),
                new GoldenSample(1, new float[12], new float[7]),
                new TreeMap<>(Map.of(PackLoader.LINEAR_WEIGHTS, "{}".getBytes(StandardCharsets.UTF_8))));

        assertThatThrownBy(() -> ForecastExplainer.of(linear))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("is of kind linear; SHAP values are computed along the paths of trees");
    }

    private static ExplainedSlot explain(float[] matrix) {
        return ForecastExplainer.of(pack)
                .explain(forecast(matrix, medians(pack, matrix)), scored(matrix, fingerprint()))
                .slots()
                .get(0);
    }

    private static String fingerprint() {
        return TestPacks.SCHEMA.fingerprint();
    }

    private static float[] medians(ModelPack pack, float[] matrix) {
        QuantileModel model = PackLoader.standard().load(pack).model();
        int rows = matrix.length / model.featureCount();
        float[] quantiles = new float[rows * 7];
        model.score(matrix, rows, quantiles);
        return Quantiles.medians(QuantileLevels.standard(), quantiles);
    }

    private static ScoredFeatures scored(float[] matrix, String fingerprint) {
        int columns = TestPacks.SCHEMA.size();
        return new ScoredFeatures(
                "A",
                Target.LOAD,
                "run",
                NOON,
                NOON,
                HOUR,
                fingerprint,
                matrix.length / columns,
                columns,
                matrix,
                ScoredFeatures.hashOf(matrix),
                "MW",
                NOON.minus(HOUR),
                List.of(),
                1);
    }

    private static Forecast forecast(float[] matrix, float[] point) {
        return new Forecast(
                "A",
                Target.LOAD,
                "MW",
                "run",
                NOON,
                NOON.minus(HOUR),
                HOUR,
                NOON,
                point,
                new float[] {0.5f},
                point,
                pack.manifest().model(),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                fingerprint(),
                ScoredFeatures.hashOf(matrix));
    }
}
