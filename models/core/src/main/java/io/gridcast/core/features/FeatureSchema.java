package io.gridcast.core.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of a feature matrix, in order: data that travels with a model.
 *
 * <p>A model predicts y where the forecast is {@code center + scale × y}, so that one model can serve series of any size.
 *
 * @param center name of the column that holds the centre
 * @param scale name of the column that holds the scale, positive or NaN
 */
public record FeatureSchema(Target target, List<Feature> features, String center, String scale) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FINGERPRINT_BYTES = 8;

    public FeatureSchema {
        features = List.copyOf(features);
        Set<String> names = new HashSet<>();
        for (Feature feature : features) {
            Checks.require(names.add(feature.name()), "feature " + feature.name() + " is in the schema twice");
        }
        Checks.require(names.contains(center), "center is " + center + ", which is no feature of the schema");
        Checks.require(names.contains(scale), "scale is " + scale + ", which is no feature of the schema");
    }

    /** Number of columns, F. */
    public int size() {
        return features.size();
    }

    /** Names of the columns, in order. */
    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    /** Index of the column that holds the centre. */
    public int centerColumn() {
        return names().indexOf(center);
    }

    /** Index of the column that holds the scale. */
    public int scaleColumn() {
        return names().indexOf(scale);
    }

    /** Index of the first column of lead times; −1 where there is none. */
    public int leadColumn() {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).kind() == FeatureKind.LEAD) {
                return i;
            }
        }
        return -1;
    }

    /** The groups that it has columns of, {@link FeatureGroup#HEAD} left out. */
    public Set<FeatureGroup> groups() {
        Set<FeatureGroup> groups = EnumSet.noneOf(FeatureGroup.class);
        features.forEach(feature -> groups.add(group(feature)));
        groups.remove(FeatureGroup.HEAD);
        return groups;
    }

    /** The same without the columns of some groups; those of {@link FeatureGroup#HEAD} stay. */
    public FeatureSchema without(Set<FeatureGroup> groups) {
        List<Feature> kept = features.stream()
                .filter(feature -> group(feature) == FeatureGroup.HEAD || !groups.contains(group(feature)))
                .toList();
        return new FeatureSchema(target, kept, center, scale);
    }

    private FeatureGroup group(Feature feature) {
        return FeatureGroup.of(feature, target == Target.LOAD);
    }

    /** The channels that its columns name; those of weather are names of variables. */
    public Set<String> channels() {
        Set<String> channels = new java.util.TreeSet<>();
        for (Feature feature : features) {
            for (String channel : feature.channel().split("\\+", -1)) {
                if (!channel.isEmpty()) {
                    channels.add(channel);
                }
            }
        }
        return channels;
    }

    /** The first 16 hex digits of the SHA-256 of {@link #toJson}. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toJson().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The schema as JSON: the same schema gives the same text. */
    public String toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("target", lower(target));
        root.put("center", center);
        root.put("scale", scale);
        ArrayNode columns = root.putArray("features");
        for (Feature feature : features) {
            ObjectNode column = columns.addObject();
            column.put("name", feature.name());
            column.put("kind", lower(feature.kind()));
            column.put("channel", feature.channel());
            column.put("lag", feature.lag());
            column.put("span", feature.span());
            column.put("unit", feature.unit());
        }
        return root.toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws ExplainedException if it is no schema, or one with columns of a kind that this version does not know
     */
    public static FeatureSchema fromJson(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            List<Feature> features = new ArrayList<>();
            for (JsonNode column : root.required("features")) {
                features.add(new Feature(
                        column.required("name").asText(),
                        FeatureKind.valueOf(upper(column.required("kind").asText())),
                        column.required("channel").asText(),
                        column.required("lag").asInt(),
                        column.required("span").asInt(),
                        column.required("unit").asText()));
            }
            return new FeatureSchema(
                    Target.valueOf(upper(root.required("target").asText())),
                    features,
                    root.required("center").asText(),
                    root.required("scale").asText());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ExplainedException(
                    "the feature schema cannot be read: " + e.getMessage(),
                    "features could not be made as the model knew them in training",
                    "use a pack that was written by this version of gridcast or an older one",
                    e);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
