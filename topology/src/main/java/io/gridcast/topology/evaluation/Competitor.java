package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Comparator;

/** A version of a model in one role on one target of a series: what a score is about. Ordered by series, target, model and role. */
record Competitor(String seriesId, Target target, ModelRef model, ModelRole role) implements Comparable<Competitor> {
    private static final ModelRef OUTLOOK = new ModelRef("system-outlook", "1");
    private static final Comparator<Competitor> ORDER = Comparator.comparing(Competitor::seriesId)
            .thenComparing(Competitor::target)
            .thenComparing(competitor -> competitor.model().modelId())
            .thenComparing(competitor -> competitor.model().version())
            .thenComparing(Competitor::role);

    /** The system operator, whose newest outlook before each slot is scored as one more competitor. */
    static Competitor outlook(String seriesId) {
        return new Competitor(seriesId, Target.LOAD, OUTLOOK, ModelRole.OUTLOOK);
    }

    static Competitor of(Forecast forecast) {
        return new Competitor(forecast.seriesId(), forecast.target(), forecast.model(), forecast.role());
    }

    static void write(BytesWriter out, Competitor it) {
        out.putText(it.seriesId).putByte(it.target.ordinal());
        out.putText(it.model.modelId()).putText(it.model.version()).putByte(it.role.ordinal());
    }

    static Competitor read(BytesReader in) {
        return new Competitor(
                in.getText(),
                Target.values()[in.getByte()],
                new ModelRef(in.getText(), in.getText()),
                ModelRole.values()[in.getByte()]);
    }

    @Override
    public int compareTo(Competitor other) {
        return ORDER.compare(this, other);
    }
}
