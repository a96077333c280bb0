package io.gridcast.app.http;

import io.javalin.config.RoutesConfig;

/** A group of pages or calls that a part of the engine answers. */
@FunctionalInterface
public interface Routes {
    /** Adds its paths, each with the roles that may call it: {@code routes.get("/v1/series", this::list, Role.VIEWER)}. */
    void addTo(RoutesConfig routes);

    /** Called when the server is about to stop: ends calls that would go on for ever. */
    default void closing() {}

    /** Called when no call is under way any more and none will come. */
    default void stop() {}
}
