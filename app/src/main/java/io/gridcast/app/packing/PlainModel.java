package io.gridcast.app.packing;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.grid.Target;
import io.gridcast.core.linear.LinearModel;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.InvalidPackException;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.Payload;
import io.gridcast.core.trees.TreeModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model in a plain file, as a data scientist's tool wrote it.
 *
 * @param kind {@link PackLoader#XGBOOST}, {@link PackLoader#ONNX} or {@link PackLoader#LINEAR}
 * @param artifact what its file is called in a pack
 */
@SuppressWarnings("ArrayRecordComponent")
public record PlainModel(String kind, String artifact, byte[] bytes) {
    /** As far may what the model scores here be from what Python wrote down, a share of the value, or of 1 where that is less. */
    private static final double SAME_AS_IN_PYTHON = 1e-4;

    /**
     * Reads a model's file.
     *
     * @throws ExplainedException if it cannot be read, or must not be opened
     */
    public static PlainModel read(String kind, Path file) {
        byte[] bytes = bytes(file, "there is no model to pack");
        Payload.requireHarmless(file.toString(), bytes);
        return switch (kind) {
            case PackLoader.XGBOOST -> {
                boolean isJson = bytes.length > 1 && bytes[0] == '{' && (bytes[1] == '"' || bytes[1] <= ' ');
                yield new PlainModel(kind, isJson ? PackLoader.JSON_TREES : PackLoader.UBJSON_TREES, bytes);
            }
            case PackLoader.ONNX -> new PlainModel(kind, PackLoader.ONNX_GRAPH, bytes);
            case PackLoader.LINEAR -> new PlainModel(kind, PackLoader.LINEAR_WEIGHTS, bytes);
            default ->
                throw new ExplainedException(
                        "there is no kind " + kind,
                        "a pack says how its model is scored",
                        "choose xgboost, onnx or linear");
        };
    }

    /**
     * Packs it, once it scores the golden sample as it did in training.
     *
     * @param description all but kind's tolerance and artifacts
     * @throws ExplainedException if model, schema and golden sample do not agree
     */
    public ModelPack pack(PackManifest description, Path goldenFile) {
        FeatureSchema schema = description.schema();
        int levels = description.quantileLevels().size();
        GoldenFile golden = GoldenFile.read(goldenFile, schema, levels);
        QuantileModel trained = open(schema);
        try (var forecasts = new CenteredQuantiles(requireShape(trained, schema, levels), schema)) {
            requireAsInPython(trained, golden, goldenFile);
            ModelPack pack = ModelPack.of(
                    description.withGoldenTolerance(kind.equals(PackLoader.ONNX) ? PackLoader.ONNX_TOLERANCE : 0),
                    GoldenSample.of(forecasts, golden.inputs()),
                    new TreeMap<>(Map.of(artifact, bytes)));
            PackLoader.standard().load(pack).close();
            return PackFormat.read(PackFormat.write(pack));
        }
    }

    /** Trees by XGBoost's own library where it can, so that our evaluator is checked against it when the pack is loaded. */
    private QuantileModel open(FeatureSchema schema) {
        return switch (kind) {
            case PackLoader.XGBOOST -> TreeModels.reference(bytes);
            case PackLoader.ONNX -> OnnxModel.load(bytes, schema.size());
            default -> LinearModel.load(bytes);
        };
    }

    private static QuantileModel requireShape(QuantileModel model, FeatureSchema schema, int levels) {
        if (model.featureCount() == schema.size() && model.quantileCount() == levels) {
            return model;
        }
        throw new InvalidPackException(
                "the model scores " + model.featureCount() + " features to " + model.quantileCount()
                        + " outputs, the schema has " + schema.size() + " features and forecasts have " + levels
                        + " quantiles",
                "features or quantiles would be taken for others",
                "train on exactly the schema's columns (gridcast models show --schema), with all quantile levels in one"
                        + " model");
    }

    private static void requireAsInPython(QuantileModel model, GoldenFile golden, Path file) {
        if (golden.outputs().isEmpty()) {
            return;
        }
        float[] expected = golden.outputs().get();
        float[] scored = new float[expected.length];
        model.score(golden.inputs(), golden.rows(), scored);
        int levels = model.quantileCount();
        for (int i = 0; i < scored.length; i++) {
            double room = SAME_AS_IN_PYTHON * Math.max(1, Math.abs(expected[i]));
            if (!(Math.abs((double) scored[i] - expected[i]) <= room)) {
                int row = i / levels;
                throw new InvalidPackException(
                        "the model scores row " + row + " of " + file + " as "
                                + Arrays.toString(Arrays.copyOfRange(scored, row * levels, (row + 1) * levels))
                                + " here, as "
                                + Arrays.toString(Arrays.copyOfRange(expected, row * levels, (row + 1) * levels))
                                + " where it was trained",
                        "what would forecast here is not what was tested there",
                        "check that outputs are what the model itself predicts (before centre and scale), and that model and"
                                + " sample are of one training");
            }
        }
    }

    /**
     * The schema that {@code --schema} means: a file of JSON, a pack's own, or {@code load+temperature_c+outlook:load_forecast_mw}.
     *
     * @throws ExplainedException if it is none of them
     */
    public static FeatureSchema schema(String text) {
        Path file = Path.of(text);
        if (Files.isRegularFile(file)) {
            byte[] bytes = bytes(file, "a model's features would be unknown");
            return requireForecasts(
                    bytes.length > 0 && bytes[0] == '{'
                            ? FeatureSchema.fromJson(new String(bytes, StandardCharsets.UTF_8))
                            : PackFormat.read(bytes).manifest().schema());
        }
        String[] parts = text.split("\\+", -1);
        Set<String> weather = new TreeSet<>();
        Set<String> outlook = new TreeSet<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            if (part.startsWith("outlook:")) {
                outlook.add(part.substring("outlook:".length()));
            } else {
                weather.add(part);
            }
        }
        var inputs = new FeatureSchemas.Inputs(weather, outlook);
        return switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "LOAD" -> FeatureSchemas.load(inputs);
            case "PRICE" -> FeatureSchemas.price(inputs);
            default ->
                throw new ExplainedException(
                        "there is no file " + text + ", and " + parts[0] + " is no target",
                        "a pack says of which features its model is",
                        "name a schema's file (gridcast models show PACK --schema), a pack, or a target with its inputs such as"
                                + " " + Target.LOAD.name().toLowerCase(Locale.ROOT)
                                + "+temperature_c+outlook:load_forecast_mw");
        };
    }

    private static FeatureSchema requireForecasts(FeatureSchema schema) {
        if (schema.target() == Target.SPIKE) {
            throw new ExplainedException(
                    "the schema is of spikes",
                    "a model of spikes has calibrations and levels of alerts beside its file, which nothing here could fit",
                    "train it by gridcast train --spikes");
        }
        return schema;
    }

    private static byte[] bytes(Path file, String why) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot read " + file + ": " + e, why, "name a file that is there and can be read", e);
        }
    }
}
