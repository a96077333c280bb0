package io.gridcast.core.pack;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.spikes.SpikeProbabilities;
import java.util.Map;
import java.util.TreeMap;

/** Makes models from packs: builds, checks against the golden sample, and warms up. */
public final class PackLoader {
    /** The kind of trees as XGBoost writes them, {@link #UBJSON_TREES} or {@link #JSON_TREES}; scored to the bit. */
    public static final String XGBOOST = "xgboost";

    /** The kind of any model as {@link #ONNX_GRAPH}; scored by ONNX Runtime, within {@link #ONNX_TOLERANCE}. */
    public static final String ONNX = "onnx";

    /** The kind of linear functions, {@link #LINEAR_WEIGHTS}; scored to the bit. */
    public static final String LINEAR = "linear";

    /** Artifact of an XGBoost model as UBJSON. */
    public static final String UBJSON_TREES = "model.ubj";

    /** Artifact of an XGBoost model as JSON, in the place of UBJSON. */
    public static final String JSON_TREES = "model.json";

    /** Artifact of an ONNX model, see {@link io.gridcast.core.neural.OnnxModel}. */
    public static final String ONNX_GRAPH = "model.onnx";

    /** Artifact of a linear model, see {@link io.gridcast.core.linear.LinearModel}. */
    public static final String LINEAR_WEIGHTS = "weights.json";

    /** Between platforms, ONNX Runtime's results differ by no more than this share of the value, or of 1 where that is less. */
    public static final double ONNX_TOLERANCE = 1e-4;

    /** Rows scored before a model is handed out, so that the first forecast is as fast as the next. */
    static final int WARM_UP_ROWS = 4096;

    private final Map<String, ModelReader> readers;

    /** @param readers by kind */
    public PackLoader(Map<String, ModelReader> readers) {
        this.readers = new TreeMap<>(readers);
    }

    /** A loader of the kinds that this module can score. */
    public static PackLoader standard() {
        return new PackLoader(PackKinds.readers());
    }

    /**
     * Loads a model; takes as long as scoring some thousand rows.
     *
     * @throws ExplainedException if the pack is of an unknown kind, does not agree with itself, or does not score its
     *     golden sample to the bit, or within the tolerance of its kind
     */
    public LoadedModel load(ModelPack pack) {
        PackManifest manifest = pack.manifest();
        ModelReader reader = readers.get(manifest.kind());
        if (reader == null) {
            throw invalid(
                    pack,
                    "is of kind " + manifest.kind() + ", this engine scores " + readers.keySet(),
                    "the model cannot be scored here",
                    "run a version of gridcast that knows the kind");
        }
        FeatureSchema schema = ManifestCheck.requireSchema(manifest);
        manifest.spikes().ifPresent(rule -> ManifestCheck.requireRule(manifest, rule));
        pack.artifacts().forEach((name, bytes) -> {
            if (!name.equals(ModelPack.GOLDEN_SAMPLE)) {
                Payload.requireHarmless("artifact " + name + " of pack " + manifest.model(), bytes);
            }
        });
        QuantileModel trained = reader.read(pack);
        try {
            checkShape(pack, schema, trained);
            QuantileModel model = manifest.spikes()
                    .<QuantileModel>map(rule -> new SpikeProbabilities(trained, rule))
                    .orElseGet(() -> new CenteredQuantiles(trained, schema));
            GoldenSample golden = golden(pack, model);
            checkGolden(pack, golden, model);
            warmUp(golden, model);
            return new LoadedModel(manifest, pack.hash(), model);
        } catch (RuntimeException e) {
            CenteredQuantiles.close(trained);
            throw e;
        }
    }

    private static void checkShape(ModelPack pack, FeatureSchema schema, QuantileModel model) {
        int levels = pack.manifest().outputs();
        if (model.featureCount() != schema.size() || model.quantileCount() != levels) {
            throw invalid(
                    pack,
                    "scores " + model.featureCount() + " features to " + model.quantileCount()
                            + " outputs, its manifest says " + schema.size() + " features and " + levels + " quantiles",
                    "features or quantiles would be taken for others",
                    "train with all quantile levels in one model (quantile_alpha as a list in brackets)");
        }
    }

    private static GoldenSample golden(ModelPack pack, QuantileModel model) {
        try {
            GoldenSample golden = GoldenSample.fromBytes(pack.artifact(ModelPack.GOLDEN_SAMPLE));
            if (golden.featureCount() == model.featureCount() && golden.quantileCount() == model.quantileCount()) {
                return golden;
            }
            throw new IllegalArgumentException("golden sample has " + golden.featureCount() + " features and "
                    + golden.quantileCount() + " quantiles, the model " + model.featureCount() + " and "
                    + model.quantileCount());
        } catch (IllegalArgumentException e) {
            throw new InvalidPackException(
                    "pack " + pack.manifest().model() + ": " + e.getMessage(),
                    "whether the model scores here as it did in training cannot be checked",
                    "export the model again with this version of gridcast",
                    e);
        }
    }

    private static void checkGolden(ModelPack pack, GoldenSample golden, QuantileModel model) {
        int levels = model.quantileCount();
        float[] scored = new float[golden.rows() * levels];
        model.score(golden.features(), golden.rows(), scored);
        int row = golden.firstDifference(scored, pack.manifest().goldenTolerance());
        if (row >= 0) {
            throw invalid(
                    pack,
                    "scored its golden sample's row " + row + " as " + GoldenSample.row(scored, row, levels)
                            + " here, as " + GoldenSample.row(golden.quantiles(), row, levels)
                            + " when it was packed",
                    "the evaluator and the trainer disagree, so live forecasts would differ from the tested ones",
                    "export the model again with this version of gridcast, or run the version that trained it (manifest: "
                            + pack.manifest().codeVersion() + ")");
        }
    }

    private static void warmUp(GoldenSample golden, QuantileModel model) {
        float[] scored = new float[golden.rows() * model.quantileCount()];
        for (int rows = 0; rows < WARM_UP_ROWS; rows += golden.rows()) {
            model.score(golden.features(), golden.rows(), scored);
        }
    }

    private static InvalidPackException invalid(ModelPack pack, String what, String why, String mend) {
        return new InvalidPackException("pack " + pack.manifest().model() + " " + what, why, mend);
    }
}
