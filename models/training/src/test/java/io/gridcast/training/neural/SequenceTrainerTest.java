package io.gridcast.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Channels;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.training.dataset.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequenceTrainerTest {
    private static final FeatureSchemas.Inputs INPUTS = new FeatureSchemas.Inputs(Set.of(), Set.of("load_forecast_mw"));
    private static final Set<Target> BOTH = Set.of(Target.LOAD, Target.PRICE);
    private static final FeatureSchema PRICE = FeatureSchemas.sequence(Target.PRICE, INPUTS, BOTH, 7);
    private static final FeatureSchema LOAD = FeatureSchemas.sequence(Target.LOAD, INPUTS, BOTH, 7);
    private static final SequenceParameters SMALL =
            new SequenceParameters(7, 8, 2, 1, 16, 12, 12, 4, 16, 5e-3, 0.05, 730, 6, 2, 7);
    private static final int LEVELS = QuantileLevels.COUNT;
    private static final int HOURS = 24;
    private static final int DAYS = 240;

    @Test
    void theSameDaysGiveTheSameBytes() {
        List<Dataset> data = List.of(data(LOAD, 70, 1), data(PRICE, 70, 1));

        List<byte[]> once = train(data);
        List<byte[]> again = train(data);

        assertThat(again.get(0)).isEqualTo(once.get(0));
        assertThat(again.get(1)).isEqualTo(once.get(1)).isNotEqualTo(once.get(0));
    }

    @Test
    void theGraphSaysWhatTheNetworkSays() {
        Dataset data = data(PRICE, 60, 2);
        SequenceLessons lessons = SequenceLessons.of(data, SMALL);
        var network = new SequenceNetwork(lessons.inputs(), SMALL, 2, new SplittableRandom(5), 1);
        byte[] onnx = new SequenceGraph(lessons.inputs(), new SequenceNetwork[] {network}, 1, 1e6f).toOnnx();

        float[] scored = new float[data.rows() * LEVELS];
        try (OnnxModel model = OnnxModel.load(onnx, PRICE.size())) {
            model.score(data.features(), data.rows(), scored);
        }

        for (int day = 0; day < lessons.size(); day++) {
            network.hear(0, lessons.heard()[day]);
            float[] said = network.say(1, 1, false);
            for (int i = 0; i < HOURS * LEVELS; i++) {
                float expected = said[i];
                assertThat(scored[day * HOURS * LEVELS + i])
                        .isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    void whatFollowsFromOutlookAndHistoryIsLearntForBothTargets() {
        for (FeatureSchema schema : List.of(LOAD, PRICE)) {
            List<Dataset> known = List.of(
                    data(LOAD, DAYS, 3).between(0, issuedMs(DAYS - 60)),
                    data(PRICE, DAYS, 3).between(0, issuedMs(DAYS - 60)));
            Dataset later = data(schema, DAYS, 3).between(issuedMs(DAYS - 60), Long.MAX_VALUE);

            float[] quantiles = forecast(train(known).get(schema == LOAD ? 0 : 1), later);

            double error = 0;
            double naive = 0;
            double held = 0;
            for (int row = 0; row < later.rows(); row++) {
                float actual = later.targets()[row];
                error += Math.abs(quantiles[row * LEVELS + 3] - actual) / later.rows();
                naive += Math.abs(later.center(row) - actual) / later.rows();
                boolean isHeld = actual >= quantiles[row * LEVELS + 1] && actual <= quantiles[row * LEVELS + 5];
                held += isHeld ? 1.0 / later.rows() : 0;
            }
            assertThat(error).as(schema.target().name()).isLessThan(0.6 * naive);
            assertThat(held).as(schema.target().name()).isBetween(0.5, 0.97);
        }
    }

    @Test
    void quantilesNeverCross() {
        Dataset data = data(PRICE, 60, 4);
        var hasty = new SequenceParameters(7, 8, 2, 1, 16, 12, 1, 1, 16, 5e-2, 0, 730, 6, 1, 7);
        byte[] onnx =
                new SequenceTrainer(hasty, stage -> {}).train(List.of(data)).get(0);
        float[] raw = new float[data.rows() * LEVELS];
        try (OnnxModel model = OnnxModel.load(onnx, PRICE.size())) {
            model.score(data.features(), data.rows(), raw);
        }

        assertThat(crossings(raw))
                .as("the case: this network's quantiles cross")
                .isPositive();
        assertThat(crossings(forecast(onnx, data))).isZero();
    }

    @Test
    void trainingStopsWhereItHelpsNoMore() {
        List<String> stages = new ArrayList<>();
        var patient = new SequenceParameters(7, 8, 2, 1, 16, 12, 400, 2, 16, 2e-2, 0, 730, 6, 1, 7);

        new SequenceTrainer(patient, stages::add).train(List.of(data(PRICE, 70, 5)));

        assertThat(stages).hasSizeLessThan(200);
        String[] last = stages.get(stages.size() - 1).split("\\D+");
        int epoch = Integer.parseInt(last[3]);
        int best = Integer.parseInt(last[5]);
        assertThat(epoch - best).as(stages.get(stages.size() - 1)).isEqualTo(2);
    }

    @Test
    void missingInputsCountAsUsualAndNoNumberComesOut() {
        Dataset data = data(PRICE, 60, 6);
        float[] features = data.features().clone();
        SequenceColumns columns = SequenceColumns.of(PRICE);
        for (int[] missing : List.of(columns.hours(), columns.centers(), columns.scales())) {
            for (int column : missing) {
                features[column] = Float.NaN;
            }
        }
        float[] quantiles = new float[LEVELS];
        try (OnnxModel model = OnnxModel.load(train(List.of(data)).get(0), PRICE.size())) {
            model.score(features, 1, quantiles);
        }

        for (float each : quantiles) {
            assertThat(each).isFinite();
        }
    }

    @Test
    void rowsOfAnIssueBecomeASampleALocalDay() {
        Dataset whole = data(PRICE, 60, 7);

        SequenceSamples samples = SequenceSamples.of(whole, SequenceColumns.of(PRICE));

        assertThat(samples.size()).isEqualTo(60);
        float y = (whole.targets()[HOURS + 5] - whole.center(HOURS + 5)) / whole.scale(HOURS + 5);
        assertThat(samples.wanted()[1][5]).isEqualTo(y);
    }

    private static List<byte[]> train(List<Dataset> data) {
        return new SequenceTrainer(SMALL, stage -> {}).train(data);
    }

    private static float[] forecast(byte[] onnx, Dataset data) {
        float[] quantiles = new float[data.rows() * LEVELS];
        try (var model =
                new CenteredQuantiles(OnnxModel.load(onnx, data.schema().size()), data.schema())) {
            model.score(data.features(), data.rows(), quantiles);
        }
        return quantiles;
    }

    private static int crossings(float[] quantiles) {
        int crossings = 0;
        for (int i = 1; i < quantiles.length; i++) {
            crossings += i % LEVELS != 0 && quantiles[i] < quantiles[i - 1] ? 1 : 0;
        }
        return crossings;
    }

    private static long issuedMs(int day) {
        return Duration.ofDays(day).toMillis();
    }

    /** Loads near their outlook, but for an error that stays the week; prices that follow the load; both centred on the day before. */
    private static Dataset data(FeatureSchema schema, int days, long seed) {
        var random = new SplittableRandom(seed);
        float[][] outlook = new float[days + 8][HOURS];
        float[][] load = new float[days + 8][HOURS];
        float[][] price = new float[days + 8][HOURS];
        double error = 0;
        for (int day = 0; day < days + 8; day++) {
            double level = random.nextDouble();
            error = day % 7 == 0 ? 40 * random.nextDouble() - 20 : error;
            for (int hour = 0; hour < HOURS; hour++) {
                outlook[day][hour] = (float) (1000 + 200 * level + 100 * Math.sin(hour / 4.0));
                load[day][hour] = (float) (outlook[day][hour] + error + 4 * random.nextDouble());
                price[day][hour] = (float) (load[day][hour] / 20 + random.nextDouble() - 0.5);
            }
        }
        boolean isLoad = schema.target() == Target.LOAD;
        int rows = days * HOURS;
        float[] features = new float[rows * schema.size()];
        float[] targets = new float[rows];
        long[] issued = new long[rows];
        for (int row = 0; row < rows; row++) {
            int day = row / HOURS + 8;
            for (int i = 0; i < schema.size(); i++) {
                Feature feature = schema.features().get(i);
                float[][] channel = feature.channel().equals(Channels.LOAD)
                        ? load
                        : feature.channel().equals(Channels.PRICE_DAY_AHEAD) ? price : outlook;
                boolean isUnknown = feature.lag() == 0 && channel != outlook;
                float[] dayBefore = (isLoad ? load : price)[day - 1];
                features[row * schema.size() + i] = switch (feature.kind()) {
                    case CENTER -> dayBefore[row % HOURS];
                    case DAY_CENTER -> dayBefore[feature.span()];
                    case SCALE, DAY_SCALE -> isLoad ? 100 : 5;
                    case LEAD -> row % HOURS + 14;
                    case HOUR -> row % HOURS;
                    case LIKE_WEEKDAY -> day % 7;
                    default -> isUnknown ? Float.NaN : channel[day - feature.lag()][feature.span()];
                };
            }
            targets[row] = (isLoad ? load : price)[day][row % HOURS];
            issued[row] = issuedMs(day - 8);
        }
        assertThat(schema.features()).extracting(Feature::kind).contains(FeatureKind.DAY_HOUR);
        return new Dataset(schema, rows, features, targets, issued, Collections.nCopies(rows, "Z"));
    }
}
