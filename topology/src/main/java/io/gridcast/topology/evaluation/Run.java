package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;

/**
 * What a score needs of a forecast, besides its quantile levels, which all runs of a competitor share.
 *
 * @param quantiles shape {@code [H × Q]}, row-major
 */
record Run(long issuedMs, long firstSlotMs, long resolutionMs, float[] quantiles) {
    static Run of(Forecast forecast) {
        return new Run(
                forecast.issuedAt().toEpochMilli(),
                forecast.firstSlot().toEpochMilli(),
                forecast.resolution().toMillis(),
                forecast.quantiles());
    }

    static void write(BytesWriter out, Run it) {
        out.putLong(it.issuedMs)
                .putLong(it.firstSlotMs)
                .putLong(it.resolutionMs)
                .putFloats(it.quantiles);
    }

    static Run read(BytesReader in) {
        return new Run(in.getLong(), in.getLong(), in.getLong(), in.getFloats());
    }
}
