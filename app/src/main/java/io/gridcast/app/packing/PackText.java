package io.gridcast.app.packing;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackArtifact;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.ReferenceHistogram;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What a pack says about itself, for people: one fact a line, in an order of its own, so that two packs can be compared. */
public final class PackText {
    private PackText() {}

    /** Facts by name. */
    public static Map<String, String> facts(ModelPack pack) {
        PackManifest manifest = pack.manifest();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", manifest.model().toString());
        facts.put("kind", manifest.kind());
        facts.put("target", manifest.target().name().toLowerCase(Locale.ROOT));
        facts.put("pack", pack.hash());
        facts.put("signed by", pack.signature().map(one -> "key " + one.keyId()).orElse("nobody"));
        facts.put("author", manifest.author());
        facts.put("parent", manifest.parent().map(ModelRef::toString).orElse("none"));
        facts.put("horizon", manifest.horizon().toHours() + " h");
        facts.put("quantiles", manifest.quantileLevels().toString());
        if (manifest.pointLevel() != 0.5) {
            facts.put("point", "the quantile of level " + manifest.pointLevel());
        }
        facts.put("features", manifest.schema().size() + ", schema " + manifest.schemaFingerprint());
        facts.put(
                "trained on",
                manifest.trainedOn().from() + " to " + manifest.trainedOn().to() + ", "
                        + manifest.trainedOn().rows() + " rows");
        facts.put("training data", manifest.trainedOn().sha256());
        facts.put("trained with", "gridcast " + manifest.codeVersion());
        if (manifest.goldenTolerance() > 0) {
            facts.put("golden tolerance", Double.toString(manifest.goldenTolerance()));
        }
        manifest.parameters().forEach((name, value) -> facts.put("parameter " + name, value));
        manifest.metrics().forEach((name, value) -> facts.put("metric " + name, Double.toString(value)));
        for (PackArtifact artifact : manifest.artifacts()) {
            facts.put("artifact " + artifact.name(), artifact.length() + " bytes, " + artifact.sha256());
        }
        facts.put("reference histograms", histograms(manifest));
        return facts;
    }

    private static String histograms(PackManifest manifest) {
        long features = manifest.histograms().stream()
                .map(ReferenceHistogram::feature)
                .distinct()
                .count();
        return manifest.histograms().size() + " of " + features + " variables";
    }

    /** Where two packs differ, with both sides; features that one of them alone has among them. */
    public static Map<String, String[]> differences(ModelPack one, ModelPack other) {
        Map<String, String> before = facts(one);
        Map<String, String> after = facts(other);
        Map<String, String[]> differences = new LinkedHashMap<>();
        var names = new java.util.LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String left = before.getOrDefault(name, "-");
            String right = after.getOrDefault(name, "-");
            if (!left.equals(right)) {
                differences.put(name, new String[] {left, right});
            }
        }
        var mine = new TreeSet<>(one.manifest().schema().names());
        var theirs = new TreeSet<>(other.manifest().schema().names());
        mine.stream()
                .filter(name -> !theirs.contains(name))
                .forEach(name -> differences.put("feature " + name, new String[] {"yes", "-"}));
        theirs.stream()
                .filter(name -> !mine.contains(name))
                .forEach(name -> differences.put("feature " + name, new String[] {"-", "yes"}));
        return differences;
    }
}
