package io.gridcast.topology.drift;

import io.gridcast.core.grid.Target;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Comparator;

/** One target of a series. */
record Watched(String seriesId, Target target) implements Comparable<Watched> {
    private static final Comparator<Watched> ORDER =
            Comparator.comparing(Watched::seriesId).thenComparing(Watched::target);

    static void write(BytesWriter out, Watched it) {
        out.putText(it.seriesId).putByte(it.target.ordinal());
    }

    static Watched read(BytesReader in) {
        return new Watched(in.getText(), Target.values()[in.getByte()]);
    }

    @Override
    public int compareTo(Watched other) {
        return ORDER.compare(this, other);
    }
}
