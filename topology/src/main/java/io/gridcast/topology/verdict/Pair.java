package io.gridcast.topology.verdict;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.model.Scope;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Comparator;

/** A champion and another model that it is compared with, in a scope. */
record Pair(Scope scope, ModelRef champion, ModelRef rival) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER = Comparator.comparing((Pair pair) -> pair.scope.toString())
            .thenComparing(pair -> pair.champion.modelId())
            .thenComparing(pair -> pair.champion.version())
            .thenComparing(pair -> pair.rival.modelId())
            .thenComparing(pair -> pair.rival.version());

    static void write(BytesWriter out, Pair it) {
        out.putText(it.scope.toString());
        out.putText(it.champion.modelId()).putText(it.champion.version());
        out.putText(it.rival.modelId()).putText(it.rival.version());
    }

    static Pair read(BytesReader in) {
        return new Pair(
                Scope.parse(in.getText()),
                new ModelRef(in.getText(), in.getText()),
                new ModelRef(in.getText(), in.getText()));
    }

    @Override
    public int compareTo(Pair other) {
        return ORDER.compare(this, other);
    }
}
