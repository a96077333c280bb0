package io.gridcast.app.rest;

import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.yaml}: what there is to ask for. */
final class OpenApiRoutes implements Routes {
    private static final String DOCUMENT = "/openapi.yaml";

    private final byte[] document;

    OpenApiRoutes() {
        try (InputStream in = OpenApiRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException(DOCUMENT + " is not in the jar");
            }
            document = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT + " of the jar cannot be read", e);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                DOCUMENT,
                call -> {
                    Parameters.of(call);
                    Reply.bytes(call, "application/yaml", document);
                },
                Role.VIEWER);
    }
}
