package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.app.http.Role;
import io.gridcast.app.serving.Serving;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.topology.forecast.ForecastConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all resources share.
 *
 * @param serving the stores
 * @param json renders records
 * @param time as the engine knows it; empty before the first tick
 * @param schedule how often forecasts are issued, and how far they reach
 */
record Rest(Serving serving, RecordJson json, Supplier<Optional<Instant>> time, ForecastConfig schedule) {
    private static final String ROOT = "/v1";

    /** Answers a call from the stores. */
    @FunctionalInterface
    interface Answer {
        /** The JSON of the answer. */
        byte[] of(Context call, Reading reading);
    }

    /** What a forecast says of now. */
    void writeNow(Forecast forecast, JsonGenerator to) throws IOException {
        NowJson.write(forecast, time.get(), schedule.interval(forecast.target()), to);
    }

    /** Adds a resource, for viewers. */
    void get(RoutesConfig routes, String path, Answer answer) {
        routes.get(
                ROOT + path,
                call -> {
                    Reading reading = new Reading(serving, call);
                    byte[] body = answer.of(call, reading);
                    time.get().ifPresent(now -> call.header("Gridcast-Time", now.toString()));
                    reading.mark();
                    Reply.json(call, body);
                },
                Role.VIEWER);
    }
}
