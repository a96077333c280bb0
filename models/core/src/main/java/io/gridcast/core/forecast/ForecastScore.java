package io.gridcast.core.forecast;

import io.gridcast.core.grid.Target;
import java.time.LocalDate;

/**
 * How good one model was on one series and lead-time bucket, over a UTC day or a rolling window.
 *
 * @param day the UTC day of the slots scored; of a rolling window the day that its last slot lies in
 * @param leadFromHours smallest lead time in the bucket: hours from issue to the end of the slot, rounded up
 * @param leadToHours largest lead time in the bucket, inclusive
 * @param n pairs of forecast and observation
 * @param mae mean absolute error, in the target's unit, as are {@code rmse}, {@code bias}, {@code pinball}, {@code crps}
 * @param bias mean of forecast minus observation
 * @param mape mean absolute percentage error, as a fraction; NaN for price
 * @param pinball mean pinball loss over the quantile levels
 * @param crps continuous ranked probability score, from the quantiles
 * @param cover50 share of observations inside the central 50 % band; likewise 80 and 90
 * @param naiveWeekMae error of the value one week before, on the same slots; NaN where it is unknown
 * @param outlookMae error of the system operator's outlook on the same slots; NaN where there is none
 * @param revision 0 for the first score of a day, one more when a correction changed it; a rolling window is never
 *     revised, the next one holds the correction
 * @param window how long a time
 */
public record ForecastScore(
        String seriesId,
        Target target,
        ModelRef model,
        ModelRole role,
        LocalDate day,
        int leadFromHours,
        int leadToHours,
        int n,
        double mae,
        double rmse,
        double bias,
        double mape,
        double pinball,
        double crps,
        double cover50,
        double cover80,
        double cover90,
        double naiveWeekMae,
        double outlookMae,
        int revision,
        Window window) {
    /** The time that a score is about. */
    public enum Window {
        /** One UTC day. */
        DAY,
        /** The last 24 hours whose slots are final, sent each hour. */
        H24,
        /** Seven UTC days, sent once a day. */
        D7,
        /** Twenty-eight UTC days, sent once a day. */
        D28
    }
}
