package io.gridcast.training.neural;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.training.dataset.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Trains the sequence model ({@link SequenceNetwork}) for one target or for load and price together: one trunk learns from both, and each
 * has a head. It learns quantiles of y of {@code centre + scale × y} by the pinball loss, rounded off near 0, in which both targets count
 * alike because scales are taken out.
 *
 * <p>Each network leaves out other weeks, is stopped when its loss on them rises, and keeps the weights that were best there; what is
 * forecast is the mean of all networks. One thread; the same data and parameters give the same bytes.
 */
public final class SequenceTrainer {
    private static final long WEEK_MS = 7 * 86_400_000L;

    private static final float[] LEVELS = QuantileLevels.standard();
    private static final int OUTPUTS = SequenceNetwork.OUTPUTS;

    private final SequenceParameters parameters;
    private final Consumer<String> stage;

    /** @param stage is told what goes on */
    public SequenceTrainer(SequenceParameters parameters, Consumer<String> stage) {
        this.parameters = parameters;
        this.stage = stage;
    }

    /**
     * Trains and gives a model a target as ONNX, which predicts y of {@code centre + scale × y}.
     *
     * @param data rows of each target by {@link io.gridcast.core.features.FeatureSchemas#sequence}, with the same days and channels
     */
    public List<byte[]> train(List<Dataset> data) {
        List<SequenceLessons> lessons =
                data.stream().map(each -> SequenceLessons.of(each, parameters)).toList();
        for (SequenceLessons each : lessons) {
            Checks.require(
                    each.size() >= parameters.batch() * 2,
                    "there are " + each.size() + " days to learn from, fewer than two batches of "
                            + parameters.batch());
        }
        var networks = new SequenceNetwork[parameters.networks()];
        for (int i = 0; i < networks.length; i++) {
            networks[i] = train(lessons, i);
        }
        List<byte[]> models = new ArrayList<>();
        for (int target = 0; target < lessons.size(); target++) {
            SequenceLessons own = lessons.get(target);
            models.add(new SequenceGraph(own.inputs(), networks, target, own.farthest()).toOnnx());
        }
        return models;
    }

    private SequenceNetwork train(List<SequenceLessons> lessons, int index) {
        var random = new SplittableRandom(parameters.seed() + index);
        var network =
                new SequenceNetwork(lessons.get(0).inputs(), parameters, lessons.size(), random, parameters.batch());
        List<int[]> batches = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        List<float[]> kept = network.copy();
        for (int epoch = 0; epoch < parameters.epochs() && epoch - best <= parameters.patience(); epoch++) {
            deal(lessons, index, random, batches);
            for (int step = 0; step < batches.size(); step++) {
                double done = (epoch + (double) step / batches.size()) / parameters.epochs();
                learn(network, lessons, batches.get(step), (float)
                        (parameters.learningRate() * (1 + StrictMath.cos(Math.PI * done)) / 2));
            }
            double loss = loss(network, lessons, index);
            if (loss < least) {
                least = loss;
                best = epoch;
                kept = network.copy();
            }
            stage.accept("network " + (index + 1) + " of " + parameters.networks() + ", epoch " + (epoch + 1)
                    + " of at most " + parameters.epochs() + ", best " + (best + 1));
        }
        network.restore(kept);
        return network;
    }

    /** Deals all samples that are not held out into batches of one target each: the target, then the samples. */
    private void deal(List<SequenceLessons> lessons, int index, SplittableRandom random, List<int[]> batches) {
        batches.clear();
        for (int target = 0; target < lessons.size(); target++) {
            int[] order = part(lessons.get(target), index, false);
            Shuffle.of(order, random);
            for (int from = 0; from + parameters.batch() <= order.length; from += parameters.batch()) {
                int[] batch = new int[parameters.batch() + 1];
                batch[0] = target;
                System.arraycopy(order, from, batch, 1, parameters.batch());
                batches.add(batch);
            }
        }
        Shuffle.of(batches, random);
    }

    private int[] part(SequenceLessons lessons, int index, boolean heldOut) {
        int[] part = new int[lessons.size()];
        int count = 0;
        for (int i = 0; i < part.length; i++) {
            long week = Math.floorDiv(lessons.samples().issuedMs()[i], WEEK_MS);
            boolean isHeldOut = Math.floorMod(week + index, parameters.heldOut()) == 0;
            if (isHeldOut == heldOut) {
                part[count++] = i;
            }
        }
        return Arrays.copyOf(part, count);
    }

    private void learn(SequenceNetwork network, List<SequenceLessons> lessons, int[] batch, float rate) {
        int target = batch[0];
        int samples = batch.length - 1;
        SequenceLessons own = lessons.get(target);
        for (int i = 0; i < samples; i++) {
            network.hear(i, own.heard()[batch[i + 1]]);
        }
        float[] said = network.say(samples, target, true);
        for (int i = 0; i < samples; i++) {
            int sample = batch[i + 1];
            PinballSlopes.of(
                    said,
                    i * OUTPUTS,
                    own.samples().wanted()[sample],
                    own.weights()[sample] / samples,
                    network.outputSlopes());
        }
        network.back(samples, target);
        network.learn(target, rate);
    }

    /** Mean pinball loss of what is held out, each target as much as the other. */
    private double loss(SequenceNetwork network, List<SequenceLessons> lessons, int index) {
        double all = 0;
        for (int target = 0; target < lessons.size(); target++) {
            SequenceLessons own = lessons.get(target);
            double sum = 0;
            double count = 0;
            for (int sample : part(own, index, true)) {
                network.hear(0, own.heard()[sample]);
                float[] said = network.say(1, target, false);
                float weight = own.weights()[sample];
                for (int i = 0; i < OUTPUTS; i++) {
                    double error = own.samples().wanted()[sample][i / LEVELS.length] - said[i];
                    double level = LEVELS[i % LEVELS.length];
                    if (!Double.isNaN(error)) {
                        sum += weight * (error > 0 ? level * error : (level - 1) * error);
                        count += weight;
                    }
                }
            }
            all += count == 0 ? 0 : sum / count;
        }
        return all;
    }
}
