package io.gridcast.core.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes and reads manifests as JSON: fields in one order, maps sorted, no white space, so that equals have equal text. */
final class ManifestJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Doubles are cut to these digits, because Java versions differ in the last ones that they print. */
    private static final MathContext DIGITS = new MathContext(9);

    private static final double MEDIAN = 0.5;

    private ManifestJson() {}

    static String write(PackManifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", manifest.model().modelId());
        root.put("version", manifest.model().version());
        root.put("kind", manifest.kind());
        root.put("target", manifest.target().name().toLowerCase(Locale.ROOT));
        root.put("horizon", manifest.horizon().toString());
        ArrayNode levels = root.putArray("quantileLevels");
        manifest.quantileLevels().forEach(levels::add);
        root.put("featureSchema", manifest.featureSchema());
        root.put("schemaFingerprint", manifest.schemaFingerprint());
        ObjectNode trainedOn = root.putObject("trainedOn");
        trainedOn.put("from", manifest.trainedOn().from().toString());
        trainedOn.put("to", manifest.trainedOn().to().toString());
        trainedOn.put("rows", manifest.trainedOn().rows());
        trainedOn.put("sha256", manifest.trainedOn().sha256());
        root.put("codeVersion", manifest.codeVersion());
        ObjectNode parameters = root.putObject("parameters");
        manifest.parameters().forEach(parameters::put);
        ObjectNode metrics = root.putObject("metrics");
        manifest.metrics().forEach((name, value) -> metrics.put(name, decimal(value)));
        ArrayNode histograms = root.putArray("histograms");
        manifest.histograms().forEach(histogram -> write(histogram, histograms.addObject()));
        manifest.parent()
                .ifPresent(parent ->
                        root.putObject("parent").put("id", parent.modelId()).put("version", parent.version()));
        root.put("author", manifest.author());
        ArrayNode artifacts = root.putArray("artifacts");
        for (PackArtifact artifact : manifest.artifacts()) {
            artifacts
                    .addObject()
                    .put("name", artifact.name())
                    .put("length", artifact.length())
                    .put("sha256", artifact.sha256());
        }
        manifest.spikes().ifPresent(rule -> SpikeRuleJson.write(rule, root.putObject("spikes")));
        if (manifest.goldenTolerance() > 0) {
            root.put("goldenTolerance", decimal(manifest.goldenTolerance()));
        }
        if (manifest.pointLevel() != MEDIAN) {
            root.put("pointLevel", decimal(manifest.pointLevel()));
        }
        return root.toString();
    }

    private static void write(ReferenceHistogram histogram, ObjectNode node) {
        node.put("feature", histogram.feature());
        ArrayNode edges = node.putArray("edges");
        histogram.edges().forEach(edge -> edges.add(decimal(edge)));
        ArrayNode counts = node.putArray("counts");
        histogram.counts().forEach(counts::add);
        node.put("missing", histogram.missing());
        if (!histogram.series().isEmpty()) {
            node.put("series", histogram.series());
        }
        if (!histogram.usual().isEmpty()) {
            ArrayNode usual = node.putArray("usual");
            histogram.usual().forEach(value -> usual.add(decimal(value)));
            ArrayNode spread = node.putArray("spread");
            histogram.spread().forEach(value -> spread.add(decimal(value)));
            node.put("autocorrelation", decimal(histogram.autocorrelation()));
        }
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    }

    /** @throws InvalidPackException if the text is no manifest */
    static PackManifest read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new InvalidPackException(
                    "the manifest of a pack cannot be read: " + e.getMessage(),
                    "what the pack holds and how it is scored is unknown",
                    "export the model again with this version of gridcast",
                    e);
        }
    }

    private static PackManifest read(JsonNode root) {
        JsonNode trainedOn = root.required("trainedOn");
        return new PackManifest(
                modelRef(root),
                root.required("kind").asText(),
                Target.valueOf(root.required("target").asText().toUpperCase(Locale.ROOT)),
                Duration.parse(root.required("horizon").asText()),
                list(root.required("quantileLevels"), JsonNode::floatValue),
                root.required("featureSchema").asText(),
                root.required("schemaFingerprint").asText(),
                new TrainingData(
                        Instant.parse(trainedOn.required("from").asText()),
                        Instant.parse(trainedOn.required("to").asText()),
                        trainedOn.required("rows").asLong(),
                        trainedOn.required("sha256").asText()),
                root.required("codeVersion").asText(),
                map(root.required("parameters"), JsonNode::asText),
                map(root.required("metrics"), JsonNode::doubleValue),
                list(root.required("histograms"), ManifestJson::histogram),
                Optional.ofNullable(root.get("parent")).map(ManifestJson::modelRef),
                root.required("author").asText(),
                list(
                        root.required("artifacts"),
                        node -> new PackArtifact(
                                node.required("name").asText(),
                                node.required("length").intValue(),
                                node.required("sha256").asText())),
                Optional.ofNullable(root.get("spikes")).map(SpikeRuleJson::read),
                root.path("goldenTolerance").asDouble(0),
                root.path("pointLevel").asDouble(MEDIAN));
    }

    private static ModelRef modelRef(JsonNode node) {
        return new ModelRef(
                node.required("id").asText(), node.required("version").asText());
    }

    private static ReferenceHistogram histogram(JsonNode node) {
        return new ReferenceHistogram(
                node.required("feature").asText(),
                list(node.required("edges"), JsonNode::doubleValue),
                list(node.required("counts"), JsonNode::longValue),
                node.required("missing").asLong(),
                node.path("series").asText(""),
                list(node.path("usual"), JsonNode::doubleValue),
                list(node.path("spread"), JsonNode::doubleValue),
                node.path("autocorrelation").doubleValue());
    }

    private static <T> List<T> list(JsonNode array, java.util.function.Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        array.forEach(node -> values.add(read.apply(node)));
        return values;
    }

    private static <T> SortedMap<String, T> map(JsonNode object, java.util.function.Function<JsonNode, T> read) {
        SortedMap<String, T> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            values.put(field.getKey(), read.apply(field.getValue()));
        }
        return values;
    }
}
