package io.gridcast.app.http;

import io.javalin.config.RoutesConfig;

/** A group of pages or calls that a part of the engine answers. */
@FunctionalInterface
public interface Routes {
    /** Adds its paths. */
    void addTo(RoutesConfig routes);
}
