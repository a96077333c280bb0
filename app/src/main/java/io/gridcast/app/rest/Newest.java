package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.app.serving.Found;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedKey;
import io.gridcast.topology.serving.ServedKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** What is newest of some series and zones, and how a series is shown with it. */
final class Newest {
    private static final Set<String> LOAD_FIELDS_LEFT_OUT = Set.of("seriesId", "resolutionMs", "revision");
    private static final long SPIKE_AGE_MS = 2 * 86_400_000L;

    private final Map<Bytes, Found> byKey = new HashMap<>();
    private final Map<String, List<Found>> spikesByZone = new HashMap<>();

    /** Takes in what was found under its key. */
    void add(List<Found> all) {
        for (Found found : all) {
            byKey.put(Bytes.wrap(found.key()), found);
            if (ServedKey.isOf(ServedKind.SPIKE, found.key())) {
                spikesByZone
                        .computeIfAbsent(ServedKey.parts(found.key())[0], zone -> new ArrayList<>())
                        .add(found);
            }
        }
    }

    /** The series with its newest load, forecasts and spike risk. */
    void write(Rest rest, Member member, JsonGenerator to) throws IOException {
        to.writeStartObject();
        rest.json().fields(Topics.GRID_SERIES, member.value(), Set.of(), to);
        to.writeFieldName("load");
        Found load = byKey.get(ServedKey.of(ServedKind.LOAD, member.id()));
        if (load == null) {
            to.writeNull();
        } else {
            rest.json().write(Topics.LOAD_OBSERVED, load.value(), LOAD_FIELDS_LEFT_OUT, to);
        }
        to.writeObjectFieldStart("forecasts");
        for (Target target : List.of(Target.LOAD, Target.PRICE)) {
            Found forecast = byKey.get(ServedKey.of(ServedKind.FORECAST, member.id(), target.name()));
            if (forecast != null) {
                to.writeFieldName(RecordJson.word(target));
                rest.writeNow(rest.json().codecs().decode(Topics.FORECASTS, forecast.value()), to);
            }
        }
        to.writeEndObject();
        to.writeFieldName("spike");
        writeSpike(rest, member.zone(), to);
        to.writeEndObject();
    }

    private void writeSpike(Rest rest, String zone, JsonGenerator to) throws IOException {
        Optional<SpikeRisk> greatest = greatest(rest, zone);
        if (greatest.isEmpty()) {
            to.writeNull();
            return;
        }
        SpikeRisk risk = greatest.get();
        to.writeStartObject();
        to.writeStringField("product", RecordJson.word(risk.product()));
        to.writeStringField("side", RecordJson.word(risk.side()));
        to.writeFieldName("threshold");
        RecordJson.number(risk.threshold(), to);
        to.writeFieldName("windowProbability");
        RecordJson.number(risk.windowProbability(), to);
        to.writeBooleanField("alert", risk.alert());
        to.writeStringField("issuedAt", risk.issuedAt().toString());
        to.writeEndObject();
    }

    /** Of what is not out of date beside the newest. */
    private Optional<SpikeRisk> greatest(Rest rest, String zone) {
        List<Found> all = spikesByZone.getOrDefault(zone, List.of());
        long newestMs = all.stream().mapToLong(Found::timeMs).max().orElse(0);
        return all.stream()
                .filter(found -> found.timeMs() >= newestMs - SPIKE_AGE_MS)
                .map(found -> rest.json().codecs().decode(Topics.PRICE_SPIKES, found.value()))
                .max(Comparator.comparing(SpikeRisk::alert).thenComparing(SpikeRisk::windowProbability));
    }
}
