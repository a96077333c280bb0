package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** {@code /v1/topology}: the applications of the engine, who shares them, and how records flow through them. */
final class TopologyRoutes implements Routes {
    private final Rest rest;
    private final Engine engine;

    TopologyRoutes(Rest rest, Engine engine) {
        this.rest = rest;
        this.engine = engine;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/topology", this::topology);
    }

    private byte[] topology(Context call, Reading reading) {
        Parameters.of(call);
        Map<String, KafkaStreams> applications = engine.applications();
        return Json.bytes(to -> {
            to.writeStartObject();
            to.writeArrayFieldStart("applications");
            for (Map.Entry<String, String> each : engine.topologies().entrySet()) {
                KafkaStreams streams = Objects.requireNonNull(applications.get(each.getKey()));
                write(each.getKey(), streams, each.getValue(), to);
            }
            to.writeEndArray();
            to.writeEndObject();
        });
    }

    private static void write(String id, KafkaStreams streams, String topology, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("id", id);
        to.writeStringField("state", streams.state().name().toLowerCase(Locale.ROOT));
        to.writeArrayFieldStart("instances");
        for (String instance : instances(streams)) {
            to.writeString(instance);
        }
        to.writeEndArray();
        to.writeStringField("topology", topology);
        to.writeEndObject();
    }

    private static List<String> instances(KafkaStreams streams) {
        try {
            return streams.metadataForAllStreamsClients().stream()
                    .map(StreamsMetadata::hostInfo)
                    .filter(host -> !host.equals(HostInfo.unavailable()))
                    .sorted(Comparator.comparing(HostInfo::host).thenComparing(HostInfo::port))
                    .map(host -> host.host() + ":" + host.port())
                    .toList();
        } catch (IllegalStateException notRunning) {
            return List.of();
        }
    }
}
