package io.gridcast.app.served;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes requests of the operations of an OpenAPI document: some as they should be, most with something wrong, some no HTTP at all. */
final class RequestFuzzer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of(
            "GET",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "HEAD",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "get",
            "G\u00e9T");
    private static final List<String> HEADERS = List.of(
            "Accept: text/html",
            "Accept: application/*;q=0, */*",
            "Accept: \u0001",
            "Accept-Encoding: gzip;q=nan",
            "Accept-Language: " + "x,".repeat(500),
            "If-None-Match: *",
            "If-None-Match: \"abc\", W/\"def\", \"",
            "If-Modified-Since: yesterday",
            "Range: bytes=0-18446744073709551615",
            "Cookie: a=b; =; \"; JSESSIONID=../..",
            "Origin: https://elsewhere.example",
            "X-Forwarded-For: 10.0.0.1",
            "X-HTTP-Method-Override: DELETE",
            "Host: elsewhere.example:99999",
            "Expect: 200-surprise",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Content-Encoding: gzip",
            "Content-Type: multipart/form-data",
            "Content-Type: application/json; charset=\u00fc",
            "Content-Type: ;;;",
            "Content-Type: text/plain",
            "Gridcast-Why: " + "y".repeat(2_000),
            "No colon at all",
            ": no name",
            "Folded: a\r\n b",
            "X-Large: " + "z".repeat(20_000));

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final SplittableRandom random;
    private final HostileValues values;
    private final String token;

    RequestFuzzer(JsonNode document, long seed, String token) {
        this.document = document;
        this.token = token;
        random = new SplittableRandom(seed);
        values = new HostileValues(random);
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
    }

    /**
     * A request.
     *
     * @param isHead whether its answer has no body
     * @param isOdd whether its method, version or headers are other than they should be
     * @param isAll whether the connection must end behind it, for it promises more than it sends
     */
    record Request(String operation, byte[] bytes, boolean isHead, boolean isOdd, boolean isAll) {}

    /** An operation. */
    record Operation(String method, String path, JsonNode json) {
        String id() {
            return json.path("operationId").asText();
        }
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Request next(Operation operation) {
        String method = values.chance(0.08) ? values.one(METHODS) : operation.method;
        List<String> headers = headers();
        byte[] body = operation.json.has("requestBody") || values.chance(0.02) ? body(operation) : new byte[0];
        boolean isAll = values.chance(0.03);
        int promised = isAll ? body.length + random.nextInt(100) : body.length;
        if (body.length > 0 || isAll) {
            headers.add("Content-Length: " + (values.chance(0.01) ? "many" : Integer.toString(promised)));
        }
        if (isAll && values.chance(0.3)) {
            headers.add("Transfer-Encoding: chunked");
        }
        String version = values.chance(0.01) ? "HTTP/" + values.hostile().replaceAll("\\s", "") : "HTTP/1.1";
        String head =
                method + " " + target(operation) + " " + version + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        boolean isOdd = !method.equals(operation.method)
                || !version.equals("HTTP/1.1")
                || headers.stream().anyMatch(header -> HEADERS.contains(header) || header.endsWith(" many"));
        return new Request(operation.id(), bytes.toByteArray(), method.equals("HEAD"), isOdd, isAll);
    }

    private List<String> headers() {
        List<String> headers = new ArrayList<>(List.of("Host: 127.0.0.1"));
        if (values.chance(0.9)) {
            headers.add("Authorization: Bearer "
                    + (values.chance(0.95) ? token : values.one(List.of("wrong", "", "x".repeat(5_000)))));
        }
        if (values.chance(0.2)) {
            headers.add(values.one(HEADERS));
        }
        return headers;
    }

    private String target(Operation operation) {
        String path = operation.path;
        List<String> query = new ArrayList<>();
        for (JsonNode each : operation.json.path("parameters")) {
            JsonNode parameter = resolve(each);
            String name = parameter.path("name").asText();
            String value = values.encoded(parameter.path("schema"));
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", value);
                case "query" -> {
                    for (int times = values.chance(0.05) ? 2 : values.chance(0.6) ? 1 : 0; times > 0; times--) {
                        query.add(name + "=" + value);
                    }
                }
                default -> {}
            }
        }
        if (values.chance(0.05)) {
            query.add(values.encoded(JSON.createObjectNode()) + "=" + values.encoded(JSON.createObjectNode()));
        }
        if (values.chance(0.03)) {
            path += values.one(List.of("/", "//", "/..", "/%2e%2e", ";a=b", "/extra", "#x", "\u0080", "?"));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private byte[] body(Operation operation) {
        if (values.chance(0.01)) {
            byte[] huge = new byte[5 << 20];
            Arrays.fill(huge, (byte) ' ');
            return huge;
        }
        JsonNode schema = operation.json.at("/requestBody/content/application~1json/schema");
        byte[] body = value(schema, 0).toString().getBytes(StandardCharsets.UTF_8);
        if (values.chance(0.1)) {
            body = values.one(List.of(
                            "", "{", "[", "null", "[" + "[".repeat(3_000), "\ufeff{}", "{\"a\":1,\"a\":2}", "'x'"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        for (int flips = values.chance(0.15) ? 1 + random.nextInt(5) : 0; flips > 0 && body.length > 0; flips--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return values.chance(0.05) ? Arrays.copyOf(body, random.nextInt(body.length + 1)) : body;
    }

    private JsonNode value(JsonNode given, int depth) {
        JsonNode schema = resolve(given);
        if (schema.has("oneOf")) {
            return value(
                    schema.path("oneOf").get(random.nextInt(schema.path("oneOf").size())), depth);
        }
        if (depth > 4 || values.chance(0.05)) {
            return JSON.valueToTree(values.hostile());
        }
        return switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties").fields().forEachRemaining(field -> {
                    if (values.chance(0.95)) {
                        object.set(field.getKey(), value(field.getValue(), depth + 1));
                    }
                });
                yield values.chance(0.03) ? object.put(values.hostile(), values.hostile()) : object;
            }
            case "array" -> {
                ArrayNode array = JSON.createArrayNode();
                for (int items = random.nextInt(4); items > 0; items--) {
                    array.add(value(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "number", "integer" ->
                values.chance(0.8)
                        ? JSON.getNodeFactory().numberNode(random.nextDouble(-10, 1_000))
                        : JSON.getNodeFactory().numberNode(random.nextLong());
            default -> JSON.valueToTree(values.text(schema));
        };
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }
}
