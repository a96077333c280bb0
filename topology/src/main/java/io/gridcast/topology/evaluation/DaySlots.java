package io.gridcast.topology.evaluation;

import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Window;
import io.gridcast.state.Ledger;
import io.gridcast.topology.evaluation.EvaluationStores.SeriesZone;
import io.gridcast.topology.evaluation.EvaluationStores.Subject;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one UTC day of a target, read from the windows once for all runs that cover it: those that begin in the day, {@code
 * offsetMs} after its start, one each {@code resolutionMs}.
 */
final class DaySlots {
    private static final long WEEK_MS = 7 * Days.DAY_MS;
    private static final float[] NO_SLOTS = {};

    private final Observations observations;
    private final Ledger<String, SeriesZone> zones;
    private @Nullable Subject subject;
    private long resolutionMs;
    private long offsetMs;
    private float[] actual = NO_SLOTS;
    private float[] weekBefore = NO_SLOTS;
    private float[] outlook = NO_SLOTS;

    DaySlots(Observations observations, Ledger<String, SeriesZone> zones) {
        this.observations = observations;
        this.zones = zones;
    }

    /** Reads a day anew; {@link #open} then gives its slots. */
    void begin(Subject next) {
        subject = next;
        resolutionMs = 0;
    }

    /** Makes the arrays those of a resolution. */
    void open(long resolution, long offset) {
        if (resolution == resolutionMs && offset == offsetMs) {
            return;
        }
        resolutionMs = resolution;
        offsetMs = offset;
        int slots = (int) (Days.DAY_MS / resolution);
        if (actual.length != slots) {
            actual = new float[slots];
            weekBefore = new float[slots];
            outlook = new float[slots];
        }
        read();
    }

    /** Whether a resolution is known, so that slots can be asked for. */
    boolean areOpen() {
        return resolutionMs > 0;
    }

    int count() {
        return actual.length;
    }

    /** What happened in a slot; NaN where it is not known. */
    float actual(int slot) {
        return actual[slot];
    }

    /** What had happened a week before; NaN where it is not known. */
    float weekBefore(int slot) {
        return weekBefore[slot];
    }

    /** What the system operator expected; NaN where there is no outlook. */
    float outlook(int slot) {
        return outlook[slot];
    }

    private void read() {
        Subject day = Objects.requireNonNull(subject, "begin comes before open");
        SeriesZone zone = zones.get(day.seriesId());
        Arrays.fill(outlook, Float.NaN);
        if (day.target() == Target.LOAD) {
            fill(day.day(), observations.loads(day.seriesId()));
            if (zone != null && zone.isWholeZone()) {
                fill(outlook, day.day(), 0, observations.expectedLoads(zone.zone()));
            }
        } else if (zone != null) {
            fill(day.day(), observations.prices(zone.zone()));
        } else {
            Arrays.fill(actual, Float.NaN);
            Arrays.fill(weekBefore, Float.NaN);
        }
    }

    private void fill(int day, Window window) {
        fill(actual, day, 0, window);
        fill(weekBefore, day, WEEK_MS, window);
    }

    private void fill(float[] slots, int day, long beforeMs, Window window) {
        long fromMs = Days.startMs(day) + offsetMs - beforeMs;
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = window.mean(fromMs, fromMs + resolutionMs);
            fromMs += resolutionMs;
        }
    }
}
