package io.gridcast.topology.load;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;

/**
 * What the meters of one partition add to a slot of a series; the newest one of a partition replaces those before.
 *
 * @param partition the meters' partition
 * @param energyMilliWh energy that was reported
 * @param reportedMs time reported, summed over meters
 * @param expectedMs time that should be reported, summed over meters
 * @param flaggedMs part of {@code reportedMs} in doubt
 * @param estimatedMilliWh energy estimated for what was not reported
 * @param estimatedMs time estimated, summed over meters
 */
record Partial(
        int partition,
        long slotMs,
        long resolutionMs,
        long energyMilliWh,
        long reportedMs,
        long expectedMs,
        long flaggedMs,
        long estimatedMilliWh,
        long estimatedMs) {

    void write(BytesWriter out) {
        out.putInt(partition)
                .putLong(slotMs)
                .putVarLong(resolutionMs)
                .putVarLong(energyMilliWh)
                .putVarLong(reportedMs)
                .putVarLong(expectedMs)
                .putVarLong(flaggedMs)
                .putVarLong(estimatedMilliWh)
                .putVarLong(estimatedMs);
    }

    byte[] toBytes() {
        var out = new BytesWriter();
        write(out);
        return out.toBytes();
    }

    static Partial read(BytesReader in) {
        return new Partial(
                in.getInt(),
                in.getLong(),
                in.getVarLong(),
                in.getVarLong(),
                in.getVarLong(),
                in.getVarLong(),
                in.getVarLong(),
                in.getVarLong(),
                in.getVarLong());
    }

    static Partial of(byte[] bytes) {
        return read(new BytesReader(bytes));
    }
}
