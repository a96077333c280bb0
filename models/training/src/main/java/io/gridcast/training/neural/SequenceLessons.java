package io.gridcast.training.neural;

import io.gridcast.training.dataset.Dataset;

/**
 * All that there is to learn of one target.
 *
 * @param heard inputs, a sample each
 * @param weights of samples: less of old ones
 */
@SuppressWarnings("ArrayRecordComponent")
record SequenceLessons(SequenceInputs inputs, SequenceSamples samples, SequenceInputs.Sample[] heard, float[] weights) {
    private static final double DAY_MS = 86_400_000.0;

    static SequenceLessons of(Dataset data, SequenceParameters parameters) {
        SequenceColumns columns = SequenceColumns.of(data.schema());
        SequenceSamples samples = SequenceSamples.of(data, columns);
        var inputs = new SequenceInputs(columns, samples.rows());
        var heard = new SequenceInputs.Sample[samples.size()];
        float[] weights = new float[samples.size()];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = inputs.sample(samples.rows()[i]);
            double ageDays = (samples.issuedMs()[heard.length - 1] - samples.issuedMs()[i]) / DAY_MS;
            weights[i] = (float) StrictMath.pow(0.5, ageDays / parameters.halfLifeDays());
        }
        return new SequenceLessons(inputs, samples, heard, weights);
    }

    int size() {
        return heard.length;
    }

    /** The greatest deviation from the centre, in scales. */
    float farthest() {
        float farthest = 0;
        for (float[] day : samples.wanted()) {
            for (float y : day) {
                farthest = Math.abs(y) > farthest ? Math.abs(y) : farthest;
            }
        }
        return farthest;
    }
}
