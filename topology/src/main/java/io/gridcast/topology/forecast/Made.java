package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.PointForecast;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one rung, or one expert, made of a run.
 *
 * @param levels Q
 * @param quantiles shape {@code [H × Q]}
 * @param point what it puts forward; empty for the medians
 * @param experts what it was mixed from; empty where it was made by one model
 */
record Made(
        ModelRef model,
        ModelRole role,
        Rung rung,
        float[] levels,
        float[] quantiles,
        Optional<PointForecast> point,
        List<String> missing,
        String fingerprint,
        String featuresHash,
        List<ExpertShare> experts) {
    private static final float[] STANDARD = QuantileLevels.standard();

    /** Without features, at the standard levels; its quantiles are to be filled in. */
    static Made plain(ModelRef model, ModelRole role, Rung rung, int slots) {
        float[] quantiles = new float[slots * STANDARD.length];
        return new Made(model, role, rung, STANDARD, quantiles, Optional.empty(), List.of(), "", "", List.of());
    }

    /** Whether it can be mixed and calibrated: whether its levels are the standard ones. */
    boolean isStandard() {
        return Arrays.equals(levels, STANDARD);
    }

    /** The same with other bands, which the point moves along with. */
    Made with(float[] otherQuantiles) {
        return with(otherQuantiles, experts);
    }

    Made with(float[] otherQuantiles, List<ExpertShare> shares) {
        Optional<PointForecast> moved = point.map(each -> each.moved(quantiles, otherQuantiles));
        return new Made(model, role, rung, levels, otherQuantiles, moved, missing, fingerprint, featuresHash, shares);
    }

    /** What it puts forward. */
    PointForecast points() {
        return point.orElseGet(() -> PointForecast.medians(levels, quantiles));
    }
}
