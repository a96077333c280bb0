package io.gridcast.training.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin.Fold;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
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
    void modelsOfDaysLeftOutSayNothingOfTheNoiseOfTheseDays() {
        Dataset data = data(1);
        var trainer = new XgboostTrainer(TreeParameters.LOAD.withThreads(1).withRounds(40));
        QuantileModel all = TreeModels.load(trainer.train(data));

        LeftOutModels leftOut = LeftOutModels.train(data, trainer, Duration.ofHours(48), 240, all);

        assertThat(meanError(data, row -> all)).isLessThan(4.5);
        assertThat(meanError(data, row -> leftOut.of(data.issuedMs()[row]))).isGreaterThan(4.7);
    }

    @Test
    void whatIsLeftOutIsNotLearntFromNearbyEither() {
        Dataset data = data(1);
        long gapMs = Duration.ofHours(48).toMillis();
        for (int group = 0; group < 3; group++) {
            Dataset others = data.where(LeftOutModels.isFarFrom(group, gapMs));
            Dataset left = data.where(LeftOutModels.isIn(group));
            assertThat(others.rows()).isPositive();
            for (long out : left.issuedMs()) {
                assertThat(others.between(out - gapMs, out + gapMs + 1).rows()).isZero();
            }
        }
    }

    @Test
    void whereTooLittleWouldBeLeftTheModelOfAllRowsSpeaks() {
        Dataset data = data(1).between(0, 400 * HOUR_MS);
        var trainer = new XgboostTrainer(TreeParameters.LOAD.withThreads(1).withRounds(2));
        QuantileModel all = TreeModels.load(trainer.train(data));

        assertThat(LeftOutModels.train(data, trainer, Duration.ofHours(48), 240, all)
                        .of(0))
                .isSameAs(all);
    }

    @Test
    void aFoldThatHasSeenWhatItIsJudgedOnIsRefused() {
        var leaky = new RollingOrigin(3, 0.3, Duration.ofHours(2));

        assertThatThrownBy(() -> new CrossValidation(leaky, TreeParameters.LOAD, stage -> {}).run(data(1)))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("a fold learns from a slot that ends at");
    }

    @Test
    void withoutEnoughDaysThereIsNoValidation() {
        assertThat(new CrossValidation(RollingOrigin.DEFAULT, TreeParameters.LOAD, stage -> {})
                        .run(data(1).between(0, 50 * HOUR_MS)))
                .isEmpty();
        assertThat(RollingOrigin.NONE.split(data(1))).isEmpty();
    }

    private static double meanError(Dataset data, IntFunction<QuantileModel> models) {
        float[] outputs = new float[QuantileLevels.COUNT];
        double sum = 0;
        for (int row = 0; row < data.rows(); row++) {
            int width = SCHEMA.size();
            models.apply(row).score(Arrays.copyOfRange(data.features(), row * width, (row + 1) * width), 1, outputs);
            float median = outputs[QuantileLevels.COUNT / 2];
            sum += Math.abs(data.center(row) + data.scale(row) * median - data.targets()[row]);
        }
        return sum / data.rows();
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
