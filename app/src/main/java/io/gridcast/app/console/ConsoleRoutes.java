package io.gridcast.app.console;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /} and {@code GET /assets/NAME}: the console and the chart library, from the class path, so that it works where there is no
 * network. The page holds no data: it asks the HTTP interface for that, with the token of whoever looks at it. Thread-safe.
 */
public final class ConsoleRoutes implements Routes {
    private static final String PAGE = "index.html";
    private static final String FOLDER = "/console/";
    /** Named by its version and so never another: browsers need not ask again. */
    private static final String CHARTS = "echarts-5.5.0.js";

    private static final String CHARTS_RESOURCE = "/META-INF/resources/webjars/echarts/5.5.0/echarts.esm.min.js";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";
    /** No dot at the start and no slash: nothing outside of the folder has such a name. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*\\.(js|css|svg)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", call -> answer(call, PAGE, FOLDER + PAGE, ASK_AGAIN), Role.OPEN);
        routes.get("/assets/" + CHARTS, call -> answer(call, CHARTS, CHARTS_RESOURCE, FOR_EVER), Role.OPEN);
        routes.get("/assets/{name}", this::file, Role.OPEN);
    }

    private void file(Context call) {
        String name = call.pathParam("name");
        if (!NAME.matcher(name).matches()) {
            throw missing();
        }
        answer(call, name, FOLDER + name, ASK_AGAIN);
    }

    private void answer(Context call, String name, String resource, String caching) {
        Asset asset = assets.get(name);
        if (asset == null) {
            asset = Asset.read(resource);
            assets.put(name, asset); // only what exists comes here, so it cannot grow
        }
        call.header("ETag", asset.tag).header("Cache-Control", caching);
        if (asset.tag.equals(call.header("If-None-Match"))) {
            call.status(304);
            return;
        }
        call.contentType(TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"))
                .result(asset.bytes);
    }

    private static HttpProblem missing() {
        return new HttpProblem(404, "the console has no such file", "open / in a browser");
    }

    private record Asset(byte[] bytes, String tag) {
        static Asset read(String resource) {
            try (@Nullable InputStream stream = ConsoleRoutes.class.getResourceAsStream(resource)) {
                if (stream == null) {
                    throw missing();
                }
                byte[] bytes = stream.readAllBytes();
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new Asset(bytes, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
