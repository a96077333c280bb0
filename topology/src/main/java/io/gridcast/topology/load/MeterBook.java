package io.gridcast.topology.load;

import io.gridcast.state.Table;
import org.jspecify.annotations.Nullable;

/** What meters have reported, by meter, interval and time. */
final class MeterBook {
    private static final int DAYS_TO_LOOK_BACK = 7;
    private static final long WEEK_MS = 7 * MeterDay.DAY_MS;

    private final Table<String, MeterState> meters;
    private final Table<MeterDay.Key, MeterDay> days;

    MeterBook(Table<String, MeterState> meters, Table<MeterDay.Key, MeterDay> days) {
        this.meters = meters;
        this.days = days;
    }

    /** A meter, null where it was never assigned. */
    @Nullable
    MeterState meter(String meterId) {
        return meters.get(meterId);
    }

    void keep(String meterId, MeterState meter) {
        meters.put(meterId, meter);
    }

    /** The block of a day, begun if need be; after a change to it, {@link #keep} it. */
    MeterDay day(MeterDay.Key key, int epochDay) {
        MeterDay stored = days.get(key);
        return stored != null && stored.epochDay() == epochDay ? stored : new MeterDay(epochDay, key.intervalMs());
    }

    void keep(MeterDay.Key key, MeterDay day) {
        days.put(key, day);
    }

    /** The cell of one interval. */
    long cell(String meterId, long intervalMs, long startMs) {
        MeterDay day = stored(meterId, intervalMs, MeterDay.epochDay(startMs));
        return day == null ? MeterDay.MISSING : day.cell(MeterDay.index(startMs, intervalMs));
    }

    /** Whether a reading at {@code startMs} would be the last of {@code intervals} with one same value. */
    boolean isStuck(MeterDay day, String meterId, long intervalMs, long startMs, long energyMilliWh, int intervals) {
        int index = MeterDay.index(startMs, intervalMs);
        for (int back = 1; back < intervals; back++) {
            long cell = back <= index ? day.cell(index - back) : cell(meterId, intervalMs, startMs - back * intervalMs);
            if (cell == MeterDay.MISSING
                    || MeterDay.isEstimated(cell)
                    || MeterDay.energyMilliWh(cell) != energyMilliWh) {
                return false;
            }
        }
        return true;
    }

    /** Whether the meter has a value for any part of {@code [startMs, endMs)} at another interval than {@code intervalMs}. */
    boolean hasOtherWithin(String meterId, MeterState meter, long intervalMs, long startMs, long endMs) {
        for (long other : meter.intervalsMs()) {
            if (other != intervalMs) {
                for (long at = startMs - Math.floorMod(startMs, other); at < endMs; at += other) {
                    long cell = cell(meterId, other, at);
                    if (cell != MeterDay.MISSING && !MeterDay.isEstimated(cell)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Energy that the meter had a week before, else a day before, else last; {@link MeterDay#MISSING} where it had none. */
    long expectedMilliWh(String meterId, long intervalMs, long startMs) {
        long cell = cell(meterId, intervalMs, startMs - WEEK_MS);
        if (cell == MeterDay.MISSING) {
            cell = cell(meterId, intervalMs, startMs - MeterDay.DAY_MS);
        }
        if (cell == MeterDay.MISSING) {
            cell = last(meterId, intervalMs, startMs);
        }
        return cell == MeterDay.MISSING ? MeterDay.MISSING : MeterDay.energyMilliWh(cell);
    }

    private long last(String meterId, long intervalMs, long startMs) {
        int today = MeterDay.epochDay(startMs);
        int index = MeterDay.index(startMs, intervalMs) - 1;
        for (int epochDay = today; epochDay >= today - DAYS_TO_LOOK_BACK; epochDay--) {
            MeterDay day = stored(meterId, intervalMs, epochDay);
            if (day != null) {
                for (int i = Math.min(index, day.size() - 1); i >= 0; i--) {
                    if (day.cell(i) != MeterDay.MISSING) {
                        return day.cell(i);
                    }
                }
            }
            index = Integer.MAX_VALUE;
        }
        return MeterDay.MISSING;
    }

    private @Nullable MeterDay stored(String meterId, long intervalMs, int epochDay) {
        MeterDay day = days.get(MeterDay.Key.of(meterId, intervalMs, epochDay));
        return day != null && day.epochDay() == epochDay ? day : null;
    }
}
