package io.gridcast.core.features;

import io.gridcast.core.history.Window;

/**
 * The straight line through what target and another channel were in the hours of the last days, by least squares: what a price usually
 * is at such a load, or a load at such a price. Anew at each issue.
 */
final class Line {
    private static final long HOUR_MS = 3_600_000L;
    private static final int FEWEST_HOURS = 48;

    private final Window target;
    private final Window channel;
    private double slope;
    private double meanX;
    private double meanY;

    Line(Window target, Window channel) {
        this.target = target;
        this.channel = channel;
    }

    /** Fits it to {@code hours} up to {@code untilMs}; with too few, or where the channel does not vary, it tells nothing. */
    void fit(long untilMs, int hours) {
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        int count = 0;
        for (int back = 1; back <= hours; back++) {
            long fromMs = untilMs - back * HOUR_MS;
            double dx = channel.mean(fromMs, fromMs + HOUR_MS);
            double dy = target.mean(fromMs, fromMs + HOUR_MS);
            if (!Double.isNaN(dx + dy)) {
                x += dx;
                y += dy;
                xx += dx * dx;
                xy += dx * dy;
                count++;
            }
        }
        meanX = x / count;
        meanY = y / count;
        double variance = xx / count - meanX * meanX;
        slope = count < FEWEST_HOURS || variance <= 1e-9 * (1 + meanX * meanX)
                ? Double.NaN
                : (xy / count - meanX * meanY) / variance;
    }

    /** What the target would be where the channel is {@code x}; NaN where the line tells nothing. */
    float at(float x) {
        return (float) (meanY + slope * (x - meanX));
    }
}
