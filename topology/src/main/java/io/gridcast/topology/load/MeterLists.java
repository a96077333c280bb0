package io.gridcast.topology.load;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The meters of each series in this partition, in lists of at most {@value #LONGEST}, so that adding one rewrites one list. */
final class MeterLists {
    private static final int LONGEST = 512;

    private final Table<Key, List<String>> lists;

    MeterLists(Table<Key, List<String>> lists) {
        this.lists = lists;
    }

    /** Adds a meter that is not listed yet. */
    void add(String seriesId, SeriesShare share, String meterId) {
        if (share.chunks() == 0 || list(seriesId, share.chunks() - 1).size() >= LONGEST) {
            share.addChunk();
        }
        var key = new Key(seriesId, share.chunks() - 1);
        List<String> list = list(seriesId, key.number);
        list.add(meterId);
        lists.put(key, list);
    }

    /** Takes a meter off, wherever it is listed. */
    void remove(String seriesId, SeriesShare share, String meterId) {
        for (int number = 0; number < share.chunks(); number++) {
            List<String> list = list(seriesId, number);
            if (list.remove(meterId)) {
                lists.put(new Key(seriesId, number), list);
                return;
            }
        }
    }

    /** One of the lists, {@code number} from 0 to {@link SeriesShare#chunks}. */
    List<String> list(String seriesId, int number) {
        List<String> stored = lists.get(new Key(seriesId, number));
        return stored == null ? new ArrayList<>() : stored;
    }

    /** Names a list. */
    record Key(String seriesId, int number) {}

    static final Layout<Key, List<String>> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(Key key) {
            byte[] series = key.seriesId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(series.length + Integer.BYTES)
                    .put(series)
                    .putInt(key.number)
                    .array();
        }

        @Override
        public Key readKey(byte[] bytes) {
            int series = bytes.length - Integer.BYTES;
            return new Key(
                    new String(bytes, 0, series, StandardCharsets.UTF_8),
                    ByteBuffer.wrap(bytes).getInt(series));
        }

        @Override
        public byte[] writeValue(List<String> meters) {
            var out = new BytesWriter().putInt(meters.size());
            meters.forEach(out::putText);
            return out.toBytes();
        }

        @Override
        public List<String> readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            int size = in.getInt();
            List<String> meters = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                meters.add(in.getText());
            }
            return meters;
        }
    };
}
