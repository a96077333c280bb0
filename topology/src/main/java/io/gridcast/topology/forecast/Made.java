package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import java.util.Arrays;
import java.util.List;

/**
 * What one rung, or one expert, made of a run.
 *
 * @param levels Q
 * @param quantiles shape {@code [H × Q]}
 * @param experts what it was mixed from; empty where it was made by one model
 */
record Made(
        ModelRef model,
        ModelRole role,
        Rung rung,
        float[] levels,
        float[] quantiles,
        List<String> missing,
        String fingerprint,
        String featuresHash,
        List<ExpertShare> experts) {
    private static final float[] STANDARD = QuantileLevels.standard();

    /** Without features, at the standard levels; its quantiles are to be filled in. */
    static Made plain(ModelRef model, ModelRole role, Rung rung, int slots) {
        return new Made(model, role, rung, STANDARD, new float[slots * STANDARD.length], List.of(), "", "", List.of());
    }

    /** Whether it can be mixed and calibrated: whether its levels are the standard ones. */
    boolean isStandard() {
        return Arrays.equals(levels, STANDARD);
    }

    Made with(float[] otherQuantiles) {
        return with(otherQuantiles, experts);
    }

    Made with(float[] otherQuantiles, List<ExpertShare> shares) {
        return new Made(model, role, rung, levels, otherQuantiles, missing, fingerprint, featuresHash, shares);
    }
}
