package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.spikes.SpikeRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a pack says about its model.
 *
 * @param kind how the model is scored: {@code xgboost}, {@code onnx} or {@code linear}
 * @param horizon longest lead time that it was trained for
 * @param quantileLevels Q levels, ascending, between 0 and 1; none for a model of spikes, which gives one probability
 * @param featureSchema JSON of the {@link FeatureSchema} of its features; names the centre and scale of its forecasts
 * @param schemaFingerprint {@link FeatureSchema#fingerprint} of it
 * @param codeVersion version of gridcast that trained it
 * @param parameters of the training
 * @param metrics from cross-validation, by name and unit ({@code mae_mw}); finite
 * @param histograms features as they were in training; may be empty
 * @param parent the version that it shall replace
 * @param artifacts the pack's files, in the order of their names
 * @param spikes how the scores of a model of spikes become risks and alerts; empty for all others
 * @param goldenTolerance how far from its golden sample it may score, a share of the value, or of 1 where that is less; 0: to the bit
 * @param pointLevel level of the point forecast, which is one of {@code quantileLevels}; 0.5 for the median
 */
public record PackManifest(
        ModelRef model,
        String kind,
        Target target,
        Duration horizon,
        List<Float> quantileLevels,
        String featureSchema,
        String schemaFingerprint,
        TrainingData trainedOn,
        String codeVersion,
        SortedMap<String, String> parameters,
        SortedMap<String, Double> metrics,
        List<ReferenceHistogram> histograms,
        Optional<ModelRef> parent,
        String author,
        List<PackArtifact> artifacts,
        Optional<SpikeRule> spikes,
        double goldenTolerance,
        double pointLevel) {
    public PackManifest {
        Checks.require(
                goldenTolerance >= 0 && goldenTolerance < 1,
                "goldenTolerance is " + goldenTolerance + ", must be from 0 to below 1");
        Checks.require(pointLevel > 0 && pointLevel < 1, "pointLevel is " + pointLevel + ", must be between 0 and 1");
        Checks.requireText("kind", kind);
        Checks.requirePositive("horizon", horizon);
        Checks.requireText("codeVersion", codeVersion);
        Checks.requireText("author", author);
        quantileLevels = List.copyOf(quantileLevels);
        Checks.require(
                quantileLevels.isEmpty() == (target == Target.SPIKE) && spikes.isPresent() == (target == Target.SPIKE),
                "target is " + target + " with the quantileLevels " + quantileLevels + " and "
                        + (spikes.isPresent() ? "a" : "no")
                        + " rule of spikes; a model of spikes has a rule and no levels, all others have levels and no rule");
        float before = 0;
        for (float level : quantileLevels) {
            Checks.require(
                    level > before && level < 1,
                    "quantileLevels is " + quantileLevels + ", must ascend between 0 and 1");
            before = level;
        }
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            Checks.requireFinite("metric " + metric.getKey(), metric.getValue());
        }
        histograms = List.copyOf(histograms);
        artifacts = List.copyOf(artifacts);
        for (int i = 1; i < artifacts.size(); i++) {
            String name = artifacts.get(i).name();
            Checks.require(
                    artifacts.get(i - 1).name().compareTo(name) < 0,
                    "artifact " + name + " is listed twice or out of order");
        }
    }

    /**
     * The description of a new model, without a parent, metrics, histograms or artifacts.
     *
     * @param schema travels as its JSON and fingerprint
     */
    public static PackManifest describe(
            ModelRef model,
            String kind,
            Duration horizon,
            float[] quantileLevels,
            FeatureSchema schema,
            TrainingData trainedOn,
            String codeVersion,
            String author) {
        List<Float> levels = new ArrayList<>();
        for (float level : quantileLevels) {
            levels.add(level);
        }
        return new PackManifest(
                model,
                kind,
                schema.target(),
                horizon,
                levels,
                schema.toJson(),
                schema.fingerprint(),
                trainedOn,
                codeVersion,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                author,
                List.of(),
                Optional.empty(),
                0,
                OutputLevels.STANDARD.pointLevel());
    }

    /**
     * The description of a new model of spikes.
     *
     * @param schema travels as its JSON and fingerprint
     */
    public static PackManifest ofSpikes(
            ModelRef model,
            String kind,
            SpikeRule rule,
            FeatureSchema schema,
            TrainingData trainedOn,
            String codeVersion,
            String author) {
        return new PackManifest(
                model,
                kind,
                schema.target(),
                rule.within(),
                List.of(),
                schema.toJson(),
                schema.fingerprint(),
                trainedOn,
                codeVersion,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                author,
                List.of(),
                Optional.of(rule),
                0,
                OutputLevels.STANDARD.pointLevel());
    }

    /**
     * Reads the JSON that packs and their last chunks carry.
     *
     * @throws InvalidPackException if it is no manifest
     */
    public static PackManifest fromJson(String json) {
        return ManifestJson.read(json);
    }

    /** The levels as forecasts carry them; the caller's own copy. */
    public float[] levels() {
        float[] levels = new float[quantileLevels.size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = quantileLevels.get(i);
        }
        return levels;
    }

    /** How many numbers a row its golden sample has: one a level, or the one probability of a spike. */
    int outputs() {
        return spikes.isPresent() ? 1 : quantileLevels.size();
    }

    /** The feature schema, read from its JSON. */
    public FeatureSchema schema() {
        return FeatureSchema.fromJson(featureSchema);
    }

    /** SHA-256 over the parameters, each on a line as {@code name=value}, hex: equal parameters have equal hashes. */
    public String parametersHash() {
        StringBuilder lines = new StringBuilder();
        parameters.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same under another name. */
    public PackManifest named(ModelRef other) {
        return copy(copy -> copy.model = other);
    }

    /** The same with outputs of those levels. */
    public PackManifest withLevels(OutputLevels outputs) {
        List<Float> levels = new ArrayList<>();
        for (float level : outputs.levels()) {
            levels.add(level);
        }
        return copy(copy -> {
            copy.quantileLevels = levels;
            copy.pointLevel = outputs.pointLevel();
        });
    }

    /** The same with parameters of the training. */
    public PackManifest withParameters(SortedMap<String, String> trainingParameters) {
        return copy(copy -> copy.parameters = trainingParameters);
    }

    /** The same with metrics from cross-validation. */
    public PackManifest withMetrics(SortedMap<String, Double> crossValidation) {
        return copy(copy -> copy.metrics = crossValidation);
    }

    /** The same with reference histograms. */
    public PackManifest withHistograms(List<ReferenceHistogram> references) {
        return copy(copy -> copy.histograms = references);
    }

    /** The same with the version that it shall replace. */
    public PackManifest withParent(ModelRef replaced) {
        return copy(copy -> copy.parent = Optional.of(replaced));
    }

    /** The same with a tolerance of its golden sample. */
    public PackManifest withGoldenTolerance(double tolerance) {
        return copy(copy -> copy.goldenTolerance = tolerance);
    }

    PackManifest withArtifacts(List<PackArtifact> files) {
        return copy(copy -> copy.artifacts = files);
    }

    private PackManifest copy(Consumer<Copy> change) {
        Copy copy = new Copy();
        change.accept(copy);
        return copy.made();
    }

    /** What a copy may have otherwise; all else is the same. */
    private final class Copy {
        private ModelRef model = PackManifest.this.model;
        private List<Float> quantileLevels = PackManifest.this.quantileLevels;
        private SortedMap<String, String> parameters = PackManifest.this.parameters;
        private SortedMap<String, Double> metrics = PackManifest.this.metrics;
        private List<ReferenceHistogram> histograms = PackManifest.this.histograms;
        private Optional<ModelRef> parent = PackManifest.this.parent;
        private List<PackArtifact> artifacts = PackManifest.this.artifacts;
        private double goldenTolerance = PackManifest.this.goldenTolerance;
        private double pointLevel = PackManifest.this.pointLevel;

        private PackManifest made() {
            return new PackManifest(
                    model,
                    kind,
                    target,
                    horizon,
                    quantileLevels,
                    featureSchema,
                    schemaFingerprint,
                    trainedOn,
                    codeVersion,
                    parameters,
                    metrics,
                    histograms,
                    parent,
                    author,
                    artifacts,
                    spikes,
                    goldenTolerance,
                    pointLevel);
        }
    }
}
