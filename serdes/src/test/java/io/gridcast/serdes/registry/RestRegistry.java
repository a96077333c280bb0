package io.gridcast.serdes.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Confluent's REST interface on a port of this machine, over a {@link LocalRegistry}, with faults on demand. */
final class RestRegistry implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final LocalRegistry schemas = new LocalRegistry();
    final Queue<Integer> faults = new ConcurrentLinkedQueue<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private @Nullable String authorization;

    RestRegistry() {
        this(null);
    }

    RestRegistry(@Nullable SSLContext tls) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (tls == null) {
                server = HttpServer.create(address, 0);
            } else {
                HttpsServer secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:" + port();
    }

    void requireAuthorization(String value) {
        authorization = value;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        byte[] body = exchange.getRequestBody().readAllBytes();
        Integer fault = faults.poll();
        if (fault != null) {
            reply(exchange, fault, error(fault, "out of order"));
        } else if (authorization != null
                && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, error(401, "Unauthorized"));
        } else {
            try {
                answer(exchange, path.substring(1).split("/"), MAPPER.readTree(body));
            } catch (IncompatibleSchemaException e) {
                reply(exchange, 409, error(409, e.what()));
            } catch (InvalidSchemaException e) {
                reply(exchange, 422, error(42201, e.what()));
            }
        }
    }

    private void answer(HttpExchange exchange, String[] path, JsonNode body) throws IOException {
        String schema = body.path("schema").asText();
        String route = exchange.getRequestMethod() + " " + path[0] + " " + path.length;
        switch (route) {
            case "POST subjects 3" ->
                reply(exchange, 200, MAPPER.createObjectNode().put("id", schemas.register(path[1], schema)));
            case "POST subjects 2" -> reply(exchange, schemas.find(path[1], schema), 40403);
            case "GET subjects 4" -> reply(exchange, schemas.latest(path[1]), 40401);
            case "GET schemas 3" -> {
                Optional<String> text = schemas.schema(Integer.parseInt(path[2]));
                reply(
                        exchange,
                        text.isPresent() ? 200 : 404,
                        text.isPresent()
                                ? MAPPER.createObjectNode().put("schema", text.get())
                                : error(40403, "Schema not found"));
            }
            case "POST compatibility 5" -> {
                ArrayNode messages = MAPPER.createArrayNode();
                schemas.incompatibilities(path[2], schema).forEach(messages::add);
                ObjectNode result = MAPPER.createObjectNode().put("is_compatible", messages.isEmpty());
                reply(exchange, 200, result.set("messages", messages));
            }
            case "GET config 2" ->
                reply(
                        exchange,
                        200,
                        MAPPER.createObjectNode()
                                .put(
                                        "compatibilityLevel",
                                        schemas.compatibility(path[1]).name()));
            case "PUT config 2" -> {
                schemas.setCompatibility(
                        path[1],
                        CompatibilityLevel.valueOf(body.path("compatibility").asText()));
                reply(exchange, 200, body);
            }
            default -> reply(exchange, 404, error(404, "HTTP 404 Not Found"));
        }
    }

    private static void reply(HttpExchange exchange, Optional<RegisteredSchema> found, int otherwise)
            throws IOException {
        if (found.isEmpty()) {
            reply(exchange, 404, error(otherwise, "not found"));
            return;
        }
        RegisteredSchema schema = found.get();
        reply(
                exchange,
                200,
                MAPPER.createObjectNode()
                        .put("subject", schema.subject())
                        .put("version", schema.version())
                        .put("id", schema.id())
                        .put("schema", schema.text()));
    }

    private static ObjectNode error(int code, String message) {
        return MAPPER.createObjectNode().put("error_code", code).put("message", message);
    }

    private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
