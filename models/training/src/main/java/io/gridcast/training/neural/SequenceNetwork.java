package io.gridcast.training.neural;

import io.gridcast.core.forecast.QuantileLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Two encoders of tokens (Vaswani et al. 2017, NeurIPS, section 3.1, with the norm before each part: Xiong et al. 2020, ICML). In the one
 * the day that is forecast, known by its outlooks, attends to the days before; behind it two layers, which see the recent days plainly as
 * well, as those of a feed-forward network do. In the other the hours of that day attend to each other; their weights are the same for all
 * hours. What both say is added up: a head of each, for each target, gives quantiles of 24 hours.
 */
final class SequenceNetwork {
    /** What is said of a day. */
    static final int OUTPUTS = DayColumns.HOURS * QuantileLevels.COUNT;

    private static final int HOURS = DayColumns.HOURS;
    private static final int WIDER = 2;

    /** Heads begin by saying little: the centre is a fair forecast. */
    private static final double SMALL = 0.1;

    final Chain days;
    final Chain trunk;
    final Chain hours;
    final Dense[] dayHeads;
    final Dense[] hourHeads;
    private final int dayCount;
    private final int units;
    private final int plainWidth;
    private final float[] dayTokens;
    private final float[] hourTokens;
    private final float[] joined;
    private final float[] said;
    private final float[] outputSlopes;
    private final float[] encodedSlopes;
    private final int[] steps;

    /** @param targets how many heads there are; @param most samples at a time */
    SequenceNetwork(SequenceInputs inputs, SequenceParameters of, int targets, SplittableRandom random, int most) {
        dayCount = inputs.columns.days();
        units = of.units();
        plainWidth = inputs.plainWidth();
        days = encoder(inputs.tokenWidth(), dayCount, of, random, most);
        hours = encoder(inputs.hourWidth(), HOURS, of, random, most);
        trunk = trunk(of, random, most);
        dayHeads = new Dense[targets];
        hourHeads = new Dense[targets];
        for (int i = 0; i < targets; i++) {
            dayHeads[i] = new Dense(of.secondLayer(), OUTPUTS, SMALL, random, most);
            hourHeads[i] = new Dense(units, QuantileLevels.COUNT, SMALL, random, most * HOURS);
        }
        dayTokens = new float[most * dayCount * inputs.tokenWidth()];
        hourTokens = new float[most * HOURS * inputs.hourWidth()];
        joined = new float[most * (units + plainWidth)];
        said = new float[most * OUTPUTS];
        outputSlopes = new float[most * OUTPUTS];
        encodedSlopes = new float[most * dayCount * units];
        steps = new int[targets + 1];
    }

    private Chain trunk(SequenceParameters of, SplittableRandom random, int most) {
        int first = of.firstLayer();
        int second = of.secondLayer();
        return new Chain(
                new Dense(units + plainWidth, first, 2, random, most),
                new Rectifier(first, of.dropout(), random, most),
                new Dense(first, second, 2, random, most),
                new Rectifier(second, of.dropout(), random, most));
    }

    private static Chain encoder(int width, int tokens, SequenceParameters of, SplittableRandom random, int most) {
        int units = of.units();
        int rows = most * tokens;
        List<Part> parts = new ArrayList<>();
        parts.add(new Dense(width, units, 1, random, rows));
        parts.add(new Places(tokens, units, random, rows));
        for (int block = 0; block < of.blocks(); block++) {
            var attention = new SelfAttention(tokens, of.heads(), units, random, most);
            parts.add(new Residual(new Chain(new LayerNorm(units, rows), attention), rows));
            parts.add(new Residual(
                    new Chain(
                            new LayerNorm(units, rows),
                            new Dense(units, WIDER * units, 2, random, rows),
                            new Rectifier(WIDER * units, of.dropout(), random, rows),
                            new Dense(WIDER * units, units, 1, random, rows)),
                    rows));
        }
        parts.add(new LayerNorm(units, rows));
        return new Chain(parts.toArray(Part[]::new));
    }

    /** Takes in one of the samples that are said next. */
    void hear(int place, SequenceInputs.Sample sample) {
        System.arraycopy(sample.tokens(), 0, dayTokens, place * sample.tokens().length, sample.tokens().length);
        System.arraycopy(sample.hours(), 0, hourTokens, place * sample.hours().length, sample.hours().length);
        System.arraycopy(sample.plain(), 0, joined, place * (units + plainWidth) + units, plainWidth);
    }

    /** What is said of a target for the samples it heard, shape {@code [samples × 24·Q]}; valid until the next call. */
    float[] say(int samples, int target, boolean isLearning) {
        float[] encoded = days.forward(dayTokens, samples * dayCount, isLearning);
        for (int i = 0; i < samples; i++) {
            System.arraycopy(encoded, i * dayCount * units, joined, i * (units + plainWidth), units);
        }
        float[] ofDay = dayHeads[target].forward(trunk.forward(joined, samples, isLearning), samples, isLearning);
        int rows = samples * HOURS;
        float[] ofHours = hourHeads[target].forward(hours.forward(hourTokens, rows, isLearning), rows, isLearning);
        for (int i = 0; i < samples * OUTPUTS; i++) {
            said[i] = ofDay[i] + ofHours[i];
        }
        return said;
    }

    /** Where the slopes of the loss by the outputs go, shape {@code [samples × 24·Q]}. */
    float[] outputSlopes() {
        return outputSlopes;
    }

    /** Gathers all gradients for what was said last. */
    void back(int samples, int target) {
        float[] slopes = trunk.back(dayHeads[target].back(outputSlopes, samples), samples);
        Arrays.fill(encodedSlopes, 0, samples * dayCount * units, 0);
        for (int i = 0; i < samples; i++) {
            System.arraycopy(slopes, i * (units + plainWidth), encodedSlopes, i * dayCount * units, units);
        }
        days.back(encodedSlopes, samples * dayCount);
        hours.back(hourHeads[target].back(outputSlopes, samples * HOURS), samples * HOURS);
    }

    /** Learns from gradients. */
    void learn(int target, float rate) {
        int common = ++steps[dayHeads.length];
        int own = ++steps[target];
        Stream.of(days, trunk, hours)
                .flatMap(part -> part.weights().stream())
                .forEach(weights -> weights.learn(rate, common));
        Stream.of(dayHeads[target], hourHeads[target])
                .flatMap(part -> part.weights().stream())
                .forEach(weights -> weights.learn(rate, own));
    }

    /** A copy of all weights, to return to. */
    List<float[]> copy() {
        return weights().map(weights -> weights.values.clone()).toList();
    }

    /** Returns to a copy. */
    void restore(List<float[]> copy) {
        List<Adam> weights = weights().toList();
        for (int i = 0; i < copy.size(); i++) {
            System.arraycopy(copy.get(i), 0, weights.get(i).values, 0, copy.get(i).length);
        }
    }

    /** All that it learns, in a fixed order. */
    Stream<Adam> weights() {
        return Stream.of(Stream.of(days, trunk, hours), Stream.of(dayHeads), Stream.of(hourHeads))
                .flatMap(parts -> parts)
                .flatMap(part -> part.weights().stream());
    }
}
