package io.gridcast.core.history;

import java.util.Arrays;

/**
 * The mean over a zone's stations, whatever the order in which they arrive.
 *
 * <p>Keeps every station's values in a channel of its own, so that a duplicate or a correction replaces its own value only;
 * which stations a zone had on a day is in a raw block of name hashes beside them.
 */
final class StationMean {
    private static final String STATIONS = "weather.stations";
    private static final String STATION = "weather.station.";
    private static final long HASH_PART_MASK = 0xFFFFFF;
    private static final int OUTLIER_DEVIATIONS = 6;
    private static final float[] NONE = {};

    private final Windows windows;
    private float[] scratch = new float[8];

    StationMean(Windows windows) {
        this.windows = windows;
    }

    /** Keeps one station's value of the slot that begins at {@code atMs} and returns the mean over all of them. */
    float put(String zone, String variable, String station, long atMs, float value) {
        int day = Window.dayOf(atMs);
        long hash = hash(station);
        Window own = windows.of(ChannelKey.zone(zone, STATION + hash + "." + variable));
        own.put(atMs, own.slotEndMs(atMs), value);

        float[] hashes = stations(zone, hash, day);
        int count = 0;
        for (int i = 0; i < hashes.length; i += 2) {
            long other = ((long) hashes[i] << 24) | (long) hashes[i + 1];
            float seen = windows.of(ChannelKey.zone(zone, STATION + other + "." + variable))
                    .at(atMs);
            if (!Float.isNaN(seen)) {
                if (count == scratch.length) {
                    scratch = Arrays.copyOf(scratch, count * 2);
                }
                scratch[count++] = seen;
            }
        }
        return robustMean(count, WeatherBounds.tolerance(variable));
    }

    private float[] stations(String zone, long hash, int day) {
        Window names = windows.of(ChannelKey.zone(zone, STATIONS));
        float[] known = names.block(day);
        float[] hashes = known == null ? NONE : known;
        float high = hash >>> 24;
        float low = hash & HASH_PART_MASK;
        for (int i = 0; i < hashes.length; i += 2) {
            if (hashes[i] == high && hashes[i + 1] == low) {
                return hashes;
            }
        }
        float[] longer = Arrays.copyOf(hashes, hashes.length + 2);
        longer[hashes.length] = high;
        longer[hashes.length + 1] = low;
        names.write(day, longer);
        return longer;
    }

    /** 48 bits, so that both halves are exact as floats (FNV-1a). */
    private static long hash(String station) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < station.length(); i++) {
            hash = (hash ^ station.charAt(i)) * 0x100000001b3L;
        }
        return (hash >>> 16) & 0xFFFFFFFFFFFFL;
    }

    private float robustMean(int count, double tolerance) {
        Arrays.sort(scratch, 0, count);
        double median = (scratch[(count - 1) / 2] + scratch[count / 2]) / 2.0;
        double limit =
                count < 3 ? Double.POSITIVE_INFINITY : Math.max(tolerance, OUTLIER_DEVIATIONS * spread(count, median));
        double sum = 0;
        int used = 0;
        for (int i = 0; i < count; i++) {
            if (Math.abs(scratch[i] - median) <= limit) {
                sum += scratch[i];
                used++;
            }
        }
        return (float) (sum / used);
    }

    /** Median absolute deviation of the sorted scratch values, without sorting again. */
    private double spread(int count, double median) {
        int low = (count - 1) / 2;
        int high = low + 1;
        double deviation = 0;
        for (int i = 0; i <= count / 2; i++) {
            double below = low >= 0 ? median - scratch[low] : Double.POSITIVE_INFINITY;
            double above = high < count ? scratch[high] - median : Double.POSITIVE_INFINITY;
            if (below <= above) {
                deviation = below;
                low--;
            } else {
                deviation = above;
                high++;
            }
        }
        return deviation;
    }
}
