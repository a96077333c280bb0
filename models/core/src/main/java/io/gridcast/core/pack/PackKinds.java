package io.gridcast.core.pack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of models that travel, and what their artifacts may be called. */
final class PackKinds {
    private static final Map<String, List<String>> ARTIFACTS =
            new TreeMap<>(Map.of(PackLoader.XGBOOST, List.of(PackLoader.UBJSON_TREES, PackLoader.JSON_TREES)));

    private PackKinds() {}

    /** What is wrong with the kind or the artifacts of a pack; empty where nothing is. */
    static Optional<InvalidPackException> fault(PackManifest manifest) {
        List<String> allowed = ARTIFACTS.get(manifest.kind());
        if (allowed == null) {
            return Optional.of(new InvalidPackException(
                    "pack " + manifest.model() + " is of kind " + manifest.kind() + ", this engine scores "
                            + ARTIFACTS.keySet(),
                    "the model cannot be scored here",
                    "run a version of gridcast that knows the kind"));
        }
        List<String> names =
                manifest.artifacts().stream().map(PackArtifact::name).toList();
        List<String> models = names.stream()
                .filter(name -> !name.equals(ModelPack.GOLDEN_SAMPLE))
                .toList();
        if (!names.contains(ModelPack.GOLDEN_SAMPLE) || models.size() != 1 || !allowed.contains(models.get(0))) {
            return Optional.of(new InvalidPackException(
                    "pack " + manifest.model() + " of kind " + manifest.kind() + " holds " + names + ", must hold "
                            + ModelPack.GOLDEN_SAMPLE + " and one of " + allowed,
                    "other files would be neither scored nor checked, and some formats run code when they are opened",
                    "export the model in one of these formats and pack it again (gridcast models pack)"));
        }
        return Optional.empty();
    }
}
