package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.DRIFT;
import static io.gridcast.topology.serving.ServedKind.QUALITY;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedKind;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** {@code drift} and {@code quality}, of one series or of all: what detectors and checks found, newest first. */
final class FindingRoutes implements Routes {
    private final Rest rest;

    FindingRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/series/{seriesId}/drift", (call, reading) -> ofSeries(call, reading, DRIFT, this::drift));
        rest.get(
                routes,
                "/series/{seriesId}/quality",
                (call, reading) -> ofSeries(call, reading, QUALITY, this::quality));
        rest.get(routes, "/drift", this::driftOfAll);
        rest.get(routes, "/quality", this::qualityOfAll);
    }

    private byte[] ofSeries(Context call, Reading reading, ServedKind kind, Items.Item<Found> item) {
        Parameters parameters = Parameters.of(call, Parameters.LIMIT, Parameters.AFTER);
        String id = parameters.path("seriesId");
        TimePage page = TimePage.read(reading, TimePage.Range.newestFirst(parameters), ServedStores.SERIES, kind, id);
        ForecastRoutes.requireKnown(reading, id, page.found());
        return page.json(item);
    }

    private byte[] driftOfAll(Context call, Reading reading) {
        TimePage.Range range = TimePage.Range.newestFirst(Parameters.of(call, Parameters.LIMIT, Parameters.AFTER));
        return TimePage.readAll(reading, range, ServedStores.SERIES, DRIFT).json(this::drift);
    }

    private byte[] qualityOfAll(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, "subject", Parameters.LIMIT, Parameters.AFTER);
        TimePage.Range range = TimePage.Range.newestFirst(parameters);
        return parameters
                .text("subject", 200)
                .map(subject -> TimePage.read(reading, range, ServedStores.SERIES, QUALITY, subject))
                .orElseGet(() -> TimePage.readAll(reading, range, ServedStores.SERIES, QUALITY))
                .json(this::quality);
    }

    private void drift(Found found, JsonGenerator to) throws IOException {
        rest.json().write(Topics.DRIFT_EVENTS, found.value(), to);
    }

    private void quality(Found found, JsonGenerator to) throws IOException {
        quality(rest.json(), found.value(), found.timeMs(), to);
    }

    /** A finding, with the time of its record. */
    static void quality(RecordJson json, byte[] value, long knownAtMs, JsonGenerator to) throws IOException {
        to.writeStartObject();
        json.fields(Topics.DATA_QUALITY, value, Set.of(), to);
        to.writeStringField("knownAt", Instant.ofEpochMilli(knownAtMs).toString());
        to.writeEndObject();
    }
}
