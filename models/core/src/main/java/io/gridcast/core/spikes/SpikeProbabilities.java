package io.gridcast.core.spikes;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.QuantileModel;

/** Turns the one score a row that a classifier gives, log-odds, into calibrated probabilities. Thread-safe if the classifier is. */
public final class SpikeProbabilities implements QuantileModel, AutoCloseable {
    private final QuantileModel classifier;
    private final SpikeRule rule;

    /** @param classifier gives one output a row, log-odds */
    public SpikeProbabilities(QuantileModel classifier, SpikeRule rule) {
        Checks.require(
                classifier.quantileCount() == 1,
                "a classifier of spikes has one output, this one has " + classifier.quantileCount());
        this.classifier = classifier;
        this.rule = rule;
    }

    @Override
    public int featureCount() {
        return classifier.featureCount();
    }

    @Override
    public int quantileCount() {
        return 1;
    }

    @Override
    public void score(float[] features, int rows, float[] probabilities) {
        classifier.score(features, rows, probabilities);
        for (int row = 0; row < rows; row++) {
            probabilities[row] = rule.slotProbability(probabilities[row]);
        }
    }

    /** Frees what the classifier holds outside the heap. */
    @Override
    public void close() {
        if (classifier instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("a model cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
