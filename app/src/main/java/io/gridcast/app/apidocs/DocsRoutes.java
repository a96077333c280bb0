package io.gridcast.app.apidocs;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /docs}, the OpenAPI document, and {@code /runbook}, what to do about alerts: as pages, made at the start, without scripts and
 * without a network. They are open: they say nothing that the source does not, and a browser has no token when it opens a page.
 */
public final class DocsRoutes implements Routes {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String DOCUMENT = "/openapi.yaml";
    private static final String RUNBOOK = "/runbook.md";
    private static final String STYLE = "/docs.css";

    private final byte[] page;
    private final byte[] runbook = RunbookPage.of(new String(resource(RUNBOOK), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    private final byte[] style = resource(STYLE);

    /** Reads the documents of the jar. */
    public DocsRoutes() {
        try {
            page = OpenApiPage.of(new YAMLMapper().readTree(resource(DOCUMENT))).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT + " of the jar cannot be read", e);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/docs", call -> answer(call, HTML, page), Role.OPEN);
        routes.get("/runbook", call -> answer(call, HTML, runbook), Role.OPEN);
        routes.get(STYLE, call -> answer(call, "text/css; charset=utf-8", style), Role.OPEN);
    }

    private static void answer(Context call, String type, byte[] bytes) {
        call.contentType(type).header("Cache-Control", "no-cache").result(bytes);
    }

    private static byte[] resource(String name) {
        try (InputStream in = DocsRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " of the jar cannot be read", e);
        }
    }
}
