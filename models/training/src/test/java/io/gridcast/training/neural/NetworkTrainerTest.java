package io.gridcast.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.training.dataset.Dataset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTrainerTest {
    private static final FeatureSchema SCHEMA =
            FeatureSchemas.priceOfDay(new FeatureSchemas.Inputs(Set.of(), Set.of("load_forecast_mw")));
    private static final DayColumns COLUMNS = DayColumns.of(SCHEMA);
    private static final NetworkParameters SMALL = new NetworkParameters(24, 12, 30, 16, 3e-3, 0.05, 730, 2, 7);
    private static final int LEVELS = QuantileLevels.COUNT;
    private static final int DAYS = 400;

    @Test
    void theSameDaysGiveTheSameBytes() {
        Dataset data = data(60, 1);

        assertThat(train(data)).isEqualTo(train(data));
    }

    @Test
    void theGraphSaysWhatTheNetworksSay() {
        Dataset data = data(60, 2);
        DaySamples samples = DaySamples.of(data, COLUMNS);
        var scaling = new DayScaling(COLUMNS.hours(), COLUMNS.weekday(), samples.rows());
        var network = new FeedForward(scaling.inputs(), DayColumns.HOURS * LEVELS, SMALL, new SplittableRandom(5), 1);
        byte[] onnx = new DayGraph(COLUMNS, scaling, new FeedForward[] {network}, 100).toOnnx();

        float[] scored = score(onnx, data);

        for (int row = 0; row < data.rows(); row++) {
            int hour = row % DayColumns.HOURS;
            float[] features = samples.rows()[row / DayColumns.HOURS];
            scaling.fill(features, network.inputs(), 0);
            int place = COLUMNS.dayBefore()[hour];
            float before = scaling.tame(place, features[COLUMNS.hours()[place]]);
            double tamed = network.say(1)[hour * LEVELS + 3] + before;
            double price = scaling.medians[place] + scaling.scales[place] * Math.sinh(tamed);
            assertThat(data.center(row) + data.scale(row) * scored[row * LEVELS + 3])
                    .isCloseTo((float) price, within((float) (1e-3 * (1 + Math.abs(price)))));
        }
    }

    @Test
    void whatFollowsFromTheOutlookIsLearnt() {
        Dataset data = data(DAYS, 3);
        Dataset known = data.between(0, issuedMs(DAYS - 100));
        Dataset later = data.between(issuedMs(DAYS - 100), Long.MAX_VALUE);

        float[] scored = score(train(known), later);

        double error = 0;
        double naive = 0;
        double held = 0;
        for (int row = 0; row < later.rows(); row++) {
            float price = later.targets()[row];
            float[] q = new float[LEVELS];
            for (int level = 0; level < LEVELS; level++) {
                q[level] = later.center(row) + later.scale(row) * scored[row * LEVELS + level];
            }
            error += Math.abs(q[3] - price) / later.rows();
            naive += Math.abs(later.center(row) - price) / later.rows();
            held += price >= q[1] && price <= q[5] ? 1.0 / later.rows() : 0;
        }
        assertThat(error).isLessThan(0.5 * naive);
        assertThat(held).isBetween(0.5, 0.95);
    }

    @Test
    void missingInputsCountAsUsualAndNoNumberComesOut() {
        Dataset data = data(60, 4);
        float[] features = data.features().clone();
        for (int column : COLUMNS.hours()) {
            features[column] = Float.NaN;
        }
        float[] quantiles = new float[LEVELS];
        try (OnnxModel model = OnnxModel.load(train(data), SCHEMA.size())) {
            model.score(features, 1, quantiles);
        }

        for (float each : quantiles) {
            assertThat(each).isFinite();
        }
    }

    @Test
    void fewerDaysThanAStepLearnsFromAreRefusedWithAWayOut() {
        assertThatThrownBy(() -> train(data(10, 1)))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("10 days of prices to learn from, the network needs 16");
    }

    @Test
    void anHourThatADayDoesNotHaveIsNotLearntFrom() {
        Dataset whole = data(60, 5);
        Dataset gap = new Dataset(
                SCHEMA,
                whole.rows() - 1,
                Arrays.copyOfRange(whole.features(), SCHEMA.size(), whole.features().length),
                Arrays.copyOfRange(whole.targets(), 1, whole.rows()),
                Arrays.copyOfRange(whole.issuedMs(), 1, whole.rows()),
                whole.seriesIds().subList(1, whole.rows()));

        DaySamples samples = DaySamples.of(gap, COLUMNS);

        assertThat(samples.days()).isEqualTo(60);
        assertThat(samples.prices()[0][0]).isNaN();
        assertThat(samples.prices()[0][1]).isEqualTo(whole.targets()[1]);
        for (float value : score(train(gap), whole)) {
            assertThat(value).isFinite();
        }
    }

    private static byte[] train(Dataset data) {
        return new NetworkTrainer(SMALL, stage -> {}).train(data);
    }

    private static float[] score(byte[] onnx, Dataset data) {
        float[] quantiles = new float[data.rows() * LEVELS];
        try (OnnxModel model = OnnxModel.load(onnx, SCHEMA.size())) {
            model.score(data.features(), data.rows(), quantiles);
        }
        return quantiles;
    }

    private static long issuedMs(int day) {
        return Duration.ofDays(day).toMillis();
    }

    /** Prices that follow the outlook's change since the day before; centred on the day before. */
    private static Dataset data(int days, long seed) {
        var random = new SplittableRandom(seed);
        int width = SCHEMA.size();
        int rows = days * DayColumns.HOURS;
        float[] features = new float[rows * width];
        float[] targets = new float[rows];
        long[] issued = new long[rows];
        float[][] load = new float[days + 1][DayColumns.HOURS];
        float[][] price = new float[days + 1][DayColumns.HOURS];
        for (int day = 0; day <= days; day++) {
            double level = random.nextDouble();
            for (int hour = 0; hour < DayColumns.HOURS; hour++) {
                load[day][hour] = (float) (1000 + 200 * level + 100 * Math.sin(hour / 4.0));
                price[day][hour] = (float) (load[day][hour] / 20 + random.nextDouble() - 0.5);
            }
        }
        for (int row = 0; row < rows; row++) {
            int day = row / DayColumns.HOURS + 1;
            int hour = row % DayColumns.HOURS;
            fill(features, row * width, day, hour, load, price);
            targets[row] = price[day][hour];
            issued[row] = issuedMs(day - 1);
        }
        return new Dataset(SCHEMA, rows, features, targets, issued, Collections.nCopies(rows, "Z"));
    }

    private static void fill(float[] features, int at, int day, int hour, float[][] load, float[][] price) {
        List<String> names = SCHEMA.names();
        for (int i = 0; i < names.size(); i++) {
            String[] parts = names.get(i).split("_");
            features[at + i] = switch (parts[0]) {
                case "center" -> price[day - 1][hour];
                case "scale" -> 2;
                case "hour" -> hour;
                case "like" -> day % 7;
                case "price" -> price[Math.max(0, day - lag(parts[1]))][Integer.parseInt(parts[2])];
                default -> load[Math.max(0, day - lag(parts[3]))][Integer.parseInt(parts[4])];
            };
        }
    }

    private static int lag(String days) {
        return Integer.parseInt(days.replace("d", ""));
    }
}
