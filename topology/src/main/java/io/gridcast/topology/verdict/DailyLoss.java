package io.gridcast.topology.verdict;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Comparator;

/**
 * What a model lost on one UTC day of a series, when the day was first scored.
 *
 * @param zone that the series lies in; empty while its master data is not known
 * @param n pairs of forecast and observation
 * @param loss mean pinball loss over them and all quantile levels, in the target's unit
 */
public record DailyLoss(Key key, String zone, int n, double loss) {
    /** The repartition that losses travel by, all to one task. */
    public static final String DESTINATION = "daily-losses";

    /** As it travels. */
    public byte[] toBytes() {
        var out = new BytesWriter();
        Key.write(out, key);
        writeLoss(out, this);
        return out.toBytes();
    }

    static DailyLoss parse(byte[] bytes) {
        var in = new BytesReader(bytes);
        return readLoss(Key.read(in), in);
    }

    static void writeLoss(BytesWriter out, DailyLoss it) {
        out.putText(it.zone).putInt(it.n).putDouble(it.loss);
    }

    static DailyLoss readLoss(Key key, BytesReader in) {
        return new DailyLoss(key, in.getText(), in.getInt(), in.getDouble());
    }

    /**
     * Whose loss, and when. Ordered by day, target and series.
     *
     * @param day counted from 1970-01-01
     */
    public record Key(int day, Target target, String seriesId, ModelRef model, ModelRole role)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::day)
                .thenComparing(Key::target)
                .thenComparing(Key::seriesId)
                .thenComparing(key -> key.model.modelId())
                .thenComparing(key -> key.model.version())
                .thenComparing(Key::role);

        static void write(BytesWriter out, Key it) {
            out.putInt(it.day).putByte(it.target.ordinal()).putText(it.seriesId);
            out.putText(it.model.modelId()).putText(it.model.version()).putByte(it.role.ordinal());
        }

        static Key read(BytesReader in) {
            return new Key(
                    in.getInt(),
                    Target.values()[in.getByte()],
                    in.getText(),
                    new ModelRef(in.getText(), in.getText()),
                    ModelRole.values()[in.getByte()]);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
