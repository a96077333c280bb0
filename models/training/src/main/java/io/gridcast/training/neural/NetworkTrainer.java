package io.gridcast.training.neural;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.training.dataset.Dataset;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Trains the feed-forward network for day-ahead prices: all hours of a day at once, two hidden layers (the DNN of Lago, Marcjasz, De
 * Schutter and Weron 2021, Applied Energy 293:116983, section 4.3), here with a quantile head an hour, trained on the pinball loss. What
 * it learns is by how much the tamed price differs from that of the day before at the same hour.
 *
 * <p>Several networks are trained from different seeds and averaged. One thread; the same data and parameters give the same bytes.
 */
public final class NetworkTrainer {
    private static final double DAY_MS = 86_400_000.0;

    private static final float[] LEVELS = QuantileLevels.standard();
    private static final int OUTPUTS = DayColumns.HOURS * LEVELS.length;

    private final NetworkParameters parameters;
    private final Consumer<String> stage;

    /** @param stage is told what goes on */
    public NetworkTrainer(NetworkParameters parameters, Consumer<String> stage) {
        this.parameters = parameters;
        this.stage = stage;
    }

    /**
     * Trains and gives the model as ONNX, which predicts y of {@code centre + scale × y}.
     *
     * @param data rows by {@link io.gridcast.core.features.FeatureSchemas#priceOfDay}, all hours of each day
     * @throws ExplainedException if there are fewer days than a step learns from
     */
    public byte[] train(Dataset data) {
        DayColumns columns = DayColumns.of(data.schema());
        DaySamples samples = DaySamples.of(data, columns);
        requireEnough(samples.days());
        var scaling = new DayScaling(columns.hours(), columns.weekday(), samples.rows());
        float[][] wanted = wanted(samples, columns, scaling);
        var networks = new FeedForward[parameters.networks()];
        for (int i = 0; i < networks.length; i++) {
            stage.accept("network " + (i + 1) + " of " + networks.length);
            networks[i] = train(samples, scaling, wanted, new SplittableRandom(parameters.seed() + i));
        }
        return new DayGraph(columns, scaling, networks, farthest(samples, columns, scaling)).toOnnx();
    }

    private void requireEnough(int days) {
        if (days < parameters.batch()) {
            throw new ExplainedException(
                    "there are " + days + " days of prices to learn from, the network needs " + parameters.batch(),
                    "it learns from so many days at each step, and of fewer it would know nothing but their noise",
                    "give more history, or leave the network out");
        }
    }

    private FeedForward train(DaySamples samples, DayScaling scaling, float[][] wanted, SplittableRandom random) {
        int inputs = scaling.inputs();
        int batch = parameters.batch();
        var network = new FeedForward(inputs, OUTPUTS, parameters, random, batch);
        float[] weights = weights(samples);
        int[] order = new int[samples.days()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int steps = order.length / batch;
        for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
            Shuffle.of(order, random);
            for (int step = 0; step < steps; step++) {
                for (int i = 0; i < batch; i++) {
                    scaling.fill(samples.rows()[order[step * batch + i]], network.inputs(), i * inputs);
                }
                float[] said = network.sayDroppingOut(batch);
                for (int i = 0; i < batch; i++) {
                    int day = order[step * batch + i];
                    PinballSlopes.of(said, i * OUTPUTS, wanted[day], weights[day] / batch, network.outputSlopes());
                }
                double done = (double) (epoch * steps + step) / (parameters.epochs() * steps);
                network.learn(batch, (float) (parameters.learningRate() * (1 + StrictMath.cos(Math.PI * done)) / 2));
            }
        }
        return network;
    }

    /** By how much each hour's tamed price differs from that of the day before, which counts as usual where it is missing. */
    private static float[][] wanted(DaySamples samples, DayColumns columns, DayScaling scaling) {
        float[][] wanted = new float[samples.days()][DayColumns.HOURS];
        for (int day = 0; day < wanted.length; day++) {
            for (int hour = 0; hour < DayColumns.HOURS; hour++) {
                int place = columns.dayBefore()[hour];
                float before = scaling.tame(place, samples.rows()[day][columns.hours()[place]]);
                float usual = Float.isNaN(before) ? scaling.means[place] : before;
                wanted[day][hour] = scaling.tame(place, samples.prices()[day][hour]) - usual;
            }
        }
        return wanted;
    }

    /** The tamed price that is farthest from usual. */
    private static float farthest(DaySamples samples, DayColumns columns, DayScaling scaling) {
        float farthest = 0;
        for (float[] prices : samples.prices()) {
            for (int hour = 0; hour < DayColumns.HOURS; hour++) {
                float tamed = Math.abs(scaling.tame(columns.dayBefore()[hour], prices[hour]));
                farthest = tamed > farthest ? tamed : farthest;
            }
        }
        return farthest;
    }

    private float[] weights(DaySamples samples) {
        long[] issuedMs = samples.issuedMs();
        float[] weights = new float[issuedMs.length];
        for (int i = 0; i < weights.length; i++) {
            double ageDays = (issuedMs[issuedMs.length - 1] - issuedMs[i]) / DAY_MS;
            weights[i] = (float) StrictMath.pow(0.5, ageDays / parameters.halfLifeDays());
        }
        return weights;
    }
}
