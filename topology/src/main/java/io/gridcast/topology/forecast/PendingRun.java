package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.Rung;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What was forecast, as it was before mixing and calibration, kept until it can be learnt from.
 *
 * @param experts what each expert said, shape {@code [H × Q]} at the standard levels
 * @param rungs what the forecasts said whose bands are calibrated
 */
record PendingRun(long firstSlotMs, long resolutionMs, int slots, Said said, List<Expert> experts, List<Banded> rungs) {
    PendingRun {
        experts = List.copyOf(experts);
        rungs = List.copyOf(rungs);
    }

    /** What one expert said. */
    record Expert(String name, float[] quantiles) {}

    /** What stood on one rung, before its bands were calibrated and as it was issued. */
    record Banded(Rung rung, float[] quantiles, float[] issued) {}

    long endMs() {
        return firstSlotMs + slots * resolutionMs;
    }

    /** The row of the slot that begins at an instant; negative, or beyond the last, where it has none. */
    int row(long slotMs) {
        return (int) Math.floorDiv(slotMs - firstSlotMs, resolutionMs);
    }

    boolean covers(long slotMs) {
        return slotMs >= firstSlotMs && slotMs < endMs();
    }

    static void write(BytesWriter out, PendingRun it) {
        out.putLong(it.firstSlotMs).putLong(it.resolutionMs).putInt(it.slots);
        out.putLong(it.said.atMs()).putLong(it.said.outlookUntilMs());
        out.putInt(it.experts.size());
        it.experts.forEach(expert -> out.putText(expert.name).putFloats(expert.quantiles));
        out.putInt(it.rungs.size());
        it.rungs.forEach(each ->
                out.putByte(each.rung.number()).putFloats(each.quantiles).putFloats(each.issued));
    }

    static PendingRun read(BytesReader in) {
        long firstSlotMs = in.getLong();
        long resolutionMs = in.getLong();
        int slots = in.getInt();
        var said = new Said(in.getLong(), in.getLong());
        List<Expert> experts = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            experts.add(new Expert(in.getText(), in.getFloats()));
        }
        List<Banded> rungs = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            rungs.add(new Banded(Rung.values()[in.getByte()], in.getFloats(), in.getFloats()));
        }
        return new PendingRun(firstSlotMs, resolutionMs, slots, said, experts, rungs);
    }
}
