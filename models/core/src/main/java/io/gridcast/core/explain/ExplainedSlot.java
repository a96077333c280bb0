package io.gridcast.core.explain;

import java.time.Instant;

/**
 * What the forecast of one slot is made of, in the unit of the forecast: {@code center + base + Σ byFeature = own}, and {@code own +
 * mixture = issued}.
 *
 * @param center what the model's forecast is centred on
 * @param base what the model adds to a centre in the mean over its training data; holds what floats rounded away, too
 * @param byFeature what each feature adds to that, in the order of the schema
 * @param own the point forecast of the model alone
 * @param issued the point forecast that went out
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExplainedSlot(Instant slot, double center, double base, double[] byFeature, double own, double issued) {
    /** What other experts and the calibration of bands changed. */
    public double mixture() {
        return issued - own;
    }
}
