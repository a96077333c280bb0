package io.gridcast.training.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin.Fold;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RollingOriginTest {
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final FeatureSchema SCHEMA =
            FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of("temperature_c"), Set.of()));
    private static final int ROWS = 2_400;

    @Test
    void everyFoldLearnsFromTheTimeBeforeItsBlockAlone() {
        List<Fold> folds = RollingOrigin.DEFAULT.split(data(1));

        assertThat(folds)
                .hasSize(3)
                .allSatisfy(fold -> assertThat(last(fold.training()))
                        .isLessThan(first(fold.validation())
                                - RollingOrigin.DEFAULT.gap().toMillis()));
        for (int i = 1; i < folds.size(); i++) {
            assertThat(first(folds.get(i).validation()))
                    .isGreaterThan(last(folds.get(i - 1).validation()));
            assertThat(folds.get(i).training().rows())
                    .isGreaterThan(folds.get(i - 1).training().rows());
        }
        assertThat(last(folds.get(2).validation())).isEqualTo((ROWS - 1) * HOUR_MS);
    }

    @Test
    void noiseThatNobodyCanPredictIsNotPredictedOnUnseenDays() {
        var parameters = TreeParameters.LOAD.withThreads(1).withRounds(20);

        var metrics = new CrossValidation(RollingOrigin.DEFAULT, parameters, stage -> {}).run(data(1));

        // the targets are 100 ± 10 at random: whoever errs by less than the mean deviation of 5 has seen them
        assertThat(metrics.get("mae_mw")).isBetween(4.7, 6.0);
        assertThat(metrics.get("below/0.50")).isBetween(0.4, 0.6);
        assertThat(metrics).containsKeys("mae_mw/lead/1-24", "mae_mw/series/A", "cover_80", "mape");
        assertThat(metrics.get("log_mae/series/A")).isBetween(Math.log(4.5), Math.log(6));
        assertThat(metrics.get("log_mae_deviation/series/A")).isBetween(0.0, 0.3);
    }

    @Test
    void aFoldThatHasSeenWhatItIsJudgedOnIsRefused() {
        var leaky = new RollingOrigin(3, 0.3, Duration.ofHours(2));

        assertThatThrownBy(() -> new CrossValidation(leaky, TreeParameters.LOAD, stage -> {}).run(data(1)))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("a fold learns from a slot that begins at");
    }

    @Test
    void withoutEnoughDaysThereIsNoValidation() {
        assertThat(new CrossValidation(RollingOrigin.DEFAULT, TreeParameters.LOAD, stage -> {})
                        .run(data(1).between(0, 50 * HOUR_MS)))
                .isEmpty();
        assertThat(RollingOrigin.NONE.split(data(1))).isEmpty();
    }

    private static long first(Dataset data) {
        return data.issuedMs()[0];
    }

    private static long last(Dataset data) {
        return data.issuedMs()[data.rows() - 1];
    }

    private static Dataset data(long seed) {
        var random = new SplittableRandom(seed);
        float[] features = new float[ROWS * SCHEMA.size()];
        float[] targets = new float[ROWS];
        long[] issuedMs = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < SCHEMA.size(); i++) {
                features[row * SCHEMA.size() + i] = random.nextInt(24);
            }
            features[row * SCHEMA.size() + SCHEMA.centerColumn()] = 100;
            features[row * SCHEMA.size() + SCHEMA.scaleColumn()] = 100;
            targets[row] = (float) (90 + 20 * random.nextDouble());
            issuedMs[row] = row * HOUR_MS;
        }
        String[] names = new String[ROWS];
        Arrays.fill(names, "A");
        return new Dataset(
                SCHEMA, ROWS, features, targets, issuedMs, Collections.unmodifiableList(Arrays.asList(names)));
    }
}
