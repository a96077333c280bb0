package io.gridcast.core.pack;

import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.linear.LinearModel;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.trees.TreeModels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of models that travel: what their artifacts are called, and how they are read. */
final class PackKinds {
    private static final Map<String, List<String>> ARTIFACTS = new TreeMap<>(Map.of(
            PackLoader.XGBOOST, List.of(PackLoader.UBJSON_TREES, PackLoader.JSON_TREES),
            PackLoader.ONNX, List.of(PackLoader.ONNX_GRAPH),
            PackLoader.LINEAR, List.of(PackLoader.LINEAR_WEIGHTS)));

    private PackKinds() {}

    /** How each kind is read. */
    static Map<String, ModelReader> readers() {
        return Map.of(
                PackLoader.XGBOOST, PackKinds::trees,
                PackLoader.ONNX,
                        pack -> OnnxModel.load(
                                pack.artifact(PackLoader.ONNX_GRAPH),
                                pack.manifest().schema().size()),
                PackLoader.LINEAR, pack -> LinearModel.load(pack.artifact(PackLoader.LINEAR_WEIGHTS)));
    }

    private static QuantileModel trees(ModelPack pack) {
        return TreeModels.load(
                pack.artifact(pack.holds(PackLoader.JSON_TREES) ? PackLoader.JSON_TREES : PackLoader.UBJSON_TREES));
    }

    /** What is wrong with the kind, the artifacts or the tolerance of a pack; empty where nothing is. */
    static Optional<InvalidPackException> fault(PackManifest manifest) {
        List<String> allowed = ARTIFACTS.get(manifest.kind());
        if (allowed == null) {
            return Optional.of(new InvalidPackException(
                    "pack " + manifest.model() + " is of kind " + manifest.kind() + ", this engine scores "
                            + ARTIFACTS.keySet(),
                    "the model cannot be scored here",
                    "run a version of gridcast that knows the kind"));
        }
        double most = manifest.kind().equals(PackLoader.ONNX) ? PackLoader.ONNX_TOLERANCE : 0;
        if (manifest.goldenTolerance() > most) {
            return Optional.of(new InvalidPackException(
                    "pack " + manifest.model() + " of kind " + manifest.kind()
                            + " allows its golden sample a tolerance of " + manifest.goldenTolerance() + ", at most "
                            + most + " is possible",
                    "a model that scores here otherwise than in training would pass for the tested one",
                    "pack it again (gridcast models pack)"));
        }
        return artifactFault(manifest, allowed);
    }

    private static Optional<InvalidPackException> artifactFault(PackManifest manifest, List<String> allowed) {
        List<String> names =
                manifest.artifacts().stream().map(PackArtifact::name).toList();
        List<String> models = names.stream()
                .filter(name -> !name.equals(ModelPack.GOLDEN_SAMPLE))
                .toList();
        if (names.contains(ModelPack.GOLDEN_SAMPLE) && models.size() == 1 && allowed.contains(models.get(0))) {
            return Optional.empty();
        }
        return Optional.of(new InvalidPackException(
                "pack " + manifest.model() + " of kind " + manifest.kind() + " holds " + names + ", must hold "
                        + ModelPack.GOLDEN_SAMPLE + " and one of " + allowed,
                "other files would be neither scored nor checked, and some formats run code when they are opened",
                "export the model in one of these formats and pack it again (gridcast models pack)"));
    }
}
