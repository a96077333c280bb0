package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/data-contract.md} to the catalogue and the schemas: after a change on purpose, run this test with {@code
 * -Dsurefire.jvm=-Dgridcast.docs=write}.
 */
class DataContractDocsTest {
    @Test
    void theDocumentationHasEveryTopicAndEveryFieldWithItsUnit() throws IOException {
        Path file = Path.of(System.getProperty("gridcast.root", ".."), "docs", "data-contract.md");
        String text = contract();
        if ("write".equals(System.getProperty("gridcast.docs"))) {
            Files.writeString(file, text);
        }

        assertThat(Files.readString(file))
                .as("docs/data-contract.md; write it anew with -Dsurefire.jvm=-Dgridcast.docs=write")
                .isEqualTo(text);
    }

    @Test
    void everyFieldOfEverySchemaSaysWhatItIs() {
        for (Schema schema : schemas().keySet()) {
            for (Schema.Field field : schema.getFields()) {
                assertThat(field.doc())
                        .as(schema.getName() + "." + field.name())
                        .isNotBlank();
            }
        }
    }

    private static String contract() {
        StringBuilder text = new StringBuilder("""
                # Data contract

                Written from the topic catalogue and the Avro schemas (`serdes/src/main/resources/avro`) by `DataContractDocsTest`; do not edit.

                - Keys are UTF-8 text, values Avro in Confluent's wire format; subjects are `TOPIC-value`. A record's timestamp is **when the
                  fact became known**; what it is about is in the value. All times are UTC.
                - A record with a null value and the header `gridcast.tick` is a tick of the clock, on topics marked so: skip it.
                - Producers of inputs partition by murmur2, as Java does (librdkafka: `partitioner=murmur2_random`).
                - Evolution is BACKWARD: a new field has a default, nothing changes its type, name or unit. How NaN, null, enums and arrays
                  are meant, and which clients were tested: [serdes](serdes.md).

                ## Topics

                | topic | value | partitions | kept | ticks |
                |---|---|---|---|---|
                """);
        for (Topic<?> topic : Topics.all()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %s | %s |%n",
                    topic.name(),
                    topic.isRaw()
                            ? "raw bytes, with their story in headers"
                            : link(topic.codec().schema()),
                    topic.partitions() == PartitionGroup.CONTROL
                            ? "1"
                            : "`partitions." + topic.partitions().name().toLowerCase(Locale.ROOT) + "`",
                    kept(topic),
                    topic.isTicked() ? "yes" : ""));
        }
        text.append("\n## Values\n");
        schemas().forEach((schema, topics) -> record(text, schema, topics));
        return text.toString();
    }

    /** Each value's schema with the topics that it is on, by the catalogue. */
    private static Map<Schema, List<String>> schemas() {
        Map<Schema, List<String>> schemas = new LinkedHashMap<>();
        for (Topic<?> topic : Topics.all()) {
            if (!topic.isRaw()) {
                schemas.computeIfAbsent(topic.codec().schema(), any -> new ArrayList<>())
                        .add("`" + topic.name() + "`");
            }
        }
        return schemas;
    }

    private static String kept(Topic<?> topic) {
        if (topic.cleanup() == Cleanup.COMPACT) {
            return "the last of each key";
        }
        Duration retention = topic.retention();
        return retention.equals(Topic.FOR_EVER) ? "for ever" : retention.toDays() + " days";
    }

    private static String link(Schema schema) {
        return "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
    }

    private static void record(StringBuilder text, Schema schema, List<String> topics) {
        text.append("\n### ").append(schema.getName()).append("\n\n");
        text.append(line(schema.getDoc()))
                .append(" On ")
                .append(String.join(", ", topics))
                .append(".\n\n");
        Map<String, Schema> nested = new LinkedHashMap<>();
        fields(text, schema, nested);
        for (Schema inner : List.copyOf(nested.values())) {
            text.append("\n`")
                    .append(inner.getName())
                    .append("`: ")
                    .append(line(inner.getDoc()))
                    .append("\n\n");
            if (inner.getType() == Schema.Type.ENUM) {
                text.append("Symbols: `")
                        .append(String.join("`, `", inner.getEnumSymbols()))
                        .append("`.\n");
            } else {
                fields(text, inner, new LinkedHashMap<>());
            }
        }
    }

    private static void fields(StringBuilder text, Schema schema, Map<String, Schema> nested) {
        text.append("| field | type | meaning |\n|---|---|---|\n");
        for (Schema.Field field : schema.getFields()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s |%n",
                    field.name(),
                    type(field.schema(), nested),
                    line(field.doc())));
        }
    }

    /** The name of a type for people; records and enums are gathered, to be told of below. */
    private static String type(Schema schema, Map<String, Schema> nested) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> {
                if (nested.putIfAbsent(schema.getName(), schema) == null && schema.getType() == Schema.Type.RECORD) {
                    schema.getFields().forEach(field -> type(field.schema(), nested));
                }
                yield schema.getName();
            }
            case ARRAY -> "array of " + type(schema.getElementType(), nested);
            case MAP -> "map of " + type(schema.getValueType(), nested);
            case UNION -> {
                List<String> types = new ArrayList<>();
                schema.getTypes().forEach(part -> types.add(type(part, nested)));
                yield String.join(" or ", types);
            }
            default -> {
                LogicalType logical = schema.getLogicalType();
                yield logical == null ? schema.getType().getName() : logical.getName();
            }
        };
    }

    private static String line(String doc) {
        return doc == null
                ? ""
                : doc.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }
}
