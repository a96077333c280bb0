package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.core.forecast.Forecast;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a forecast says of the slot that holds now, or of its first one where none does, with its central 80 % band. */
final class NowJson {
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private NowJson() {}

    /**
     * @param now as the engine knows it
     * @param interval how often one is issued
     */
    static void write(Forecast forecast, Optional<Instant> now, Duration interval, JsonGenerator to)
            throws IOException {
        int row = row(forecast, now);
        to.writeStartObject();
        to.writeStringField("runId", forecast.runId());
        to.writeStringField("issuedAt", forecast.issuedAt().toString());
        to.writeStringField("interval", interval.toString());
        to.writeObjectFieldStart("model");
        to.writeStringField("modelId", forecast.model().modelId());
        to.writeStringField("version", forecast.model().version());
        to.writeEndObject();
        to.writeStringField("rung", RecordJson.word(forecast.rung()));
        to.writeStringField("unit", forecast.unit());
        to.writeStringField("slot", forecast.slot(row).toString());
        to.writeFieldName("point");
        RecordJson.number(row < forecast.horizonSlots() ? forecast.point()[row] : Float.NaN, to);
        to.writeFieldName("low");
        RecordJson.number(Bands.quantile(forecast, row, LOW), to);
        to.writeFieldName("high");
        RecordJson.number(Bands.quantile(forecast, row, HIGH), to);
        to.writeArrayFieldStart("missingInputs");
        for (String input : forecast.missingInputs()) {
            to.writeString(input);
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private static int row(Forecast forecast, Optional<Instant> now) {
        long intoMs = now.map(at -> at.toEpochMilli() - forecast.firstSlot().toEpochMilli())
                .orElse(0L);
        long row = Math.floorDiv(intoMs, forecast.resolution().toMillis());
        return row >= 0 && row < forecast.horizonSlots() ? (int) row : 0;
    }
}
