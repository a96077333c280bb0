package io.gridcast.topology.load;

import io.gridcast.core.grid.Series;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.TextKeyed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the steps need to know of a series: its slots over time, and its members.
 *
 * <p>A resolution that changes at tick T holds from the first instant at or after T at which a slot of the old and one of the new
 * resolution begin together.
 */
final class SeriesFacts {
    private static final int KEPT_CHANGES = 8;

    private final String seriesId;
    private final long[] fromMs;
    private final long[] resolutionMs;
    private final List<String> members;

    private SeriesFacts(String seriesId, long[] fromMs, long[] resolutionMs, List<String> members) {
        this.seriesId = seriesId;
        this.fromMs = fromMs;
        this.resolutionMs = resolutionMs;
        this.members = members;
    }

    /** A series that was not known before. */
    static SeriesFacts of(Series series) {
        return new SeriesFacts(
                series.seriesId(), new long[] {Long.MIN_VALUE}, new long[] {millis(series)}, sorted(series));
    }

    /** The same series by a newer record, known at {@code tickMs}. */
    SeriesFacts changed(Series series, long tickMs) {
        long next = millis(series);
        int last = resolutionMs.length - 1;
        if (next == resolutionMs[last]) {
            return new SeriesFacts(seriesId, fromMs, resolutionMs, sorted(series));
        }
        long from = Math.max(fromMs[last], startAtOrAfter(tickMs, resolutionMs[last]));
        while (Math.floorMod(from, next) != 0) {
            from += resolutionMs[last];
        }
        int drop = Math.max(0, fromMs.length + 1 - KEPT_CHANGES);
        long[] froms = Arrays.copyOfRange(fromMs, drop, fromMs.length + 1);
        long[] resolutions = Arrays.copyOfRange(resolutionMs, drop, resolutionMs.length + 1);
        froms[froms.length - 1] = from;
        resolutions[resolutions.length - 1] = next;
        return new SeriesFacts(seriesId, froms, resolutions, sorted(series));
    }

    String seriesId() {
        return seriesId;
    }

    /** In the order of their names; empty where it is no total. */
    List<String> members() {
        return members;
    }

    boolean isTotal() {
        return !members.isEmpty();
    }

    /** Length of the slot in which an instant lies, ms. */
    long resolutionAt(long timeMs) {
        int i = fromMs.length - 1;
        while (i > 0 && fromMs[i] > timeMs) {
            i--;
        }
        return resolutionMs[i];
    }

    /** Start of the slot in which an instant lies. */
    long slotOf(long timeMs) {
        return timeMs - Math.floorMod(timeMs, resolutionAt(timeMs));
    }

    private static long startAtOrAfter(long timeMs, long resolutionMs) {
        return timeMs + Math.floorMod(-timeMs, resolutionMs);
    }

    private static long millis(Series series) {
        return series.resolution().toMillis();
    }

    private static List<String> sorted(Series series) {
        return series.members().stream().distinct().sorted().toList();
    }

    void write(BytesWriter out) {
        out.putText(seriesId).putInt(fromMs.length);
        for (int i = 0; i < fromMs.length; i++) {
            out.putLong(fromMs[i]).putLong(resolutionMs[i]);
        }
        out.putInt(members.size());
        members.forEach(out::putText);
    }

    static SeriesFacts read(BytesReader in) {
        String seriesId = in.getText();
        int changes = in.getInt();
        long[] froms = new long[changes];
        long[] resolutions = new long[changes];
        for (int i = 0; i < changes; i++) {
            froms[i] = in.getLong();
            resolutions[i] = in.getLong();
        }
        int size = in.getInt();
        List<String> members = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            members.add(in.getText());
        }
        return new SeriesFacts(seriesId, froms, resolutions, List.copyOf(members));
    }

    /** By seriesId. */
    static final Layout<String, SeriesFacts> LAYOUT = new TextKeyed<>() {
        @Override
        public byte[] writeValue(SeriesFacts facts) {
            var out = new BytesWriter();
            facts.write(out);
            return out.toBytes();
        }

        @Override
        public SeriesFacts readValue(byte[] bytes) {
            return read(new BytesReader(bytes));
        }
    };
}
