package io.gridcast.topology.load;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.TextKeyed;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a series whose meters lie in one partition: how many of them are expected when, and where they are listed. */
final class SeriesShare {
    private @Nullable SeriesFacts facts;
    private final TreeMap<Long, Long> changes = new TreeMap<>();
    private int chunks;
    private boolean running;

    /** What is known of the series; null while only its meters are. */
    @Nullable
    SeriesFacts facts() {
        return facts;
    }

    void learn(SeriesFacts newer) {
        facts = newer;
    }

    /** Whether slots are being closed one after the other. */
    boolean isRunning() {
        return running;
    }

    void run() {
        running = true;
    }

    boolean hasMeters() {
        return chunks > 0;
    }

    /** How many lists its meters fill. */
    int chunks() {
        return chunks;
    }

    void addChunk() {
        chunks++;
    }

    /** Expects one meter more in {@code [fromMs, toMs)}. */
    void expect(long fromMs, long toMs) {
        change(fromMs, 1);
        change(toMs, -1);
    }

    /** Expects one meter less in {@code [fromMs, toMs)}. */
    void expectNoLonger(long fromMs, long toMs) {
        change(fromMs, -1);
        change(toMs, 1);
    }

    private void change(long atMs, long meters) {
        changes.merge(atMs, meters, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    }

    /** Time expected in {@code [fromMs, toMs)}, summed over meters. */
    long expectedMs(long fromMs, long toMs) {
        long sum = 0;
        for (Map.Entry<Long, Long> change : changes.entrySet()) {
            long at = change.getKey();
            if (at >= toMs) {
                break;
            }
            sum += change.getValue() * (toMs - Math.max(at, fromMs));
        }
        return sum;
    }

    /** Counts everything before {@code timeMs} as one change, so that the list stays short. */
    void foldBefore(long timeMs) {
        long meters = 0;
        int folded = 0;
        for (Map.Entry<Long, Long> change : changes.headMap(timeMs).entrySet()) {
            meters += change.getValue();
            folded++;
        }
        if (folded > 1) {
            long last = changes.lowerKey(timeMs);
            changes.headMap(timeMs).clear();
            if (meters != 0) {
                changes.put(last, meters);
            }
        }
    }

    /** By seriesId. */
    static final Layout<String, SeriesShare> LAYOUT = new TextKeyed<>() {
        @Override
        public byte[] writeValue(SeriesShare share) {
            var out = new BytesWriter()
                    .putInt(share.chunks)
                    .putByte(share.running ? 1 : 0)
                    .putInt(share.changes.size());
            share.changes.forEach((at, meters) -> out.putLong(at).putVarLong(meters));
            out.putByte(share.facts == null ? 0 : 1);
            if (share.facts != null) {
                share.facts.write(out);
            }
            return out.toBytes();
        }

        @Override
        public SeriesShare readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            var share = new SeriesShare();
            share.chunks = in.getInt();
            share.running = in.getByte() == 1;
            for (int left = in.getInt(); left > 0; left--) {
                share.changes.put(in.getLong(), in.getVarLong());
            }
            if (in.getByte() == 1) {
                share.facts = SeriesFacts.read(in);
            }
            return share;
        }
    };
}
