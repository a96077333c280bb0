package io.gridcast.app.served;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Values that a schema asks for, and values that nobody asked for; the same seed gives the same ones. */
final class HostileValues {
    private static final List<String> PLAIN = List.of(
            "",
            " ",
            "0",
            "-1",
            "1.5",
            "2147483648",
            "-9223372036854775809",
            "99999999999999999999999999",
            "1e309",
            "NaN",
            "null",
            "true",
            "*",
            "..",
            "../../../../etc/passwd",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            "${jndi:ldap://127.0.0.1:1/a}",
            "{}",
            "[]",
            "æøå",
            "日本語",
            "😀",
            "\u202e",
            "\ufeff",
            "2026-13-45T99:99:99Z",
            "2026-01-01",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "2026-01-01T10:00:00+25:00",
            "PT-1H",
            "PT0S",
            "P99999999999999D",
            "PT9223372036854775807S",
            "A,B,,C",
            "a@b@c",
            "x".repeat(300),
            "9".repeat(3_000));
    private static final List<String> ENCODED = List.of(
            "%00",
            "%0d%0aX-Injected:%201",
            "%ff",
            "%C3%28",
            "%",
            "%4",
            "%zz",
            "%2e%2e%2f",
            "%2F",
            "%5c",
            "%u0041",
            "+",
            ";",
            "&&",
            "==");
    private static final List<String> SAMPLES =
            List.of("A", "load", "north", "load-xgb@1", "ES/load/2026-01-01T10:00:00Z");
    private static final List<String> TIMES =
            List.of("2026-11-21T12:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T12:00:00.000+01:00");
    private static final List<String> SPANS = List.of("PT24H", "PT1H", "PT15M", "P1D");

    private final SplittableRandom random;

    HostileValues(SplittableRandom random) {
        this.random = random;
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** Text for an address, encoded mostly as it should be. */
    String encoded(JsonNode schema) {
        if (chance(0.1)) {
            return one(ENCODED);
        }
        return URLEncoder.encode(text(schema), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Text of a schema's kind, or none of it. */
    String text(JsonNode schema) {
        return chance(0.35) ? hostile() : fitting(schema);
    }

    String hostile() {
        if (chance(0.2)) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                noise.appendCodePoint(random.nextInt(0x20, 0xD800));
            }
            return noise.toString();
        }
        return one(PLAIN);
    }

    private String fitting(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asText();
        }
        return switch (schema.path("type").asText()) {
            case "integer", "number" -> Integer.toString(random.nextInt(1, 200));
            case "boolean" -> Boolean.toString(chance(0.5));
            default -> {
                if (schema.path("format").asText().equals("date-time")) {
                    yield one(TIMES);
                }
                boolean span = (schema.path("description").asText()
                                + schema.path("pattern").asText())
                        .matches(".*(duration|\\^P).*");
                yield span ? one(SPANS) : one(SAMPLES);
            }
        };
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
