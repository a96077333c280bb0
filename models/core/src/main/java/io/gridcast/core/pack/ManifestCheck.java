package io.gridcast.core.pack;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.spikes.SpikeRule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks what can be checked of a pack without its artifacts: who vouches for it, and whether its manifest makes sense. Pure: the
 * same command and trust give the same answer.
 */
public final class ManifestCheck {
    /** Log-odds beyond these are as good as certain. */
    private static final float MOST_LOG_ODDS = 20;

    private final PackTrust trust;

    /** @param trust whose packs are believed */
    public ManifestCheck(PackTrust trust) {
        this.trust = trust;
    }

    /**
     * A pack that may be published.
     *
     * @param vouchedBy see {@link PackTrust#voucher}
     */
    public record Accepted(PackManifest manifest, String vouchedBy) {}

    /**
     * Checks a command that publishes a pack: first the signature, for nothing of a stranger's is worth reading.
     *
     * @throws io.gridcast.core.check.ExplainedException why the pack is refused
     */
    public Accepted check(ModelCommand publish) {
        ModelRef model = publish.model();
        String json = publish.manifest();
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > PackFormat.MAX_MANIFEST_BYTES) {
            throw new InvalidPackException(
                    "the command to publish " + model + " carries a manifest of " + bytes + " bytes",
                    "a manifest has some, and at most " + PackFormat.MAX_MANIFEST_BYTES,
                    "publish the pack with this version of gridcast (gridcast models publish)");
        }
        String voucher = trust.voucher(model, publish.packHash(), json, publish.signature());
        PackManifest manifest = PackManifest.fromJson(json);
        requireModel(manifest, model);
        check(manifest);
        return new Accepted(manifest, voucher);
    }

    /**
     * Checks a manifest by itself.
     *
     * @throws io.gridcast.core.check.ExplainedException what is wrong with it
     */
    public static void check(PackManifest manifest) {
        PackKinds.fault(manifest).ifPresent(fault -> {
            throw fault;
        });
        requireSchema(manifest);
        manifest.spikes().ifPresent(rule -> requireRule(manifest, rule));
        if (manifest.spikes().isEmpty()) {
            requireLevels(manifest);
        }
        long length = 0;
        for (PackArtifact artifact : manifest.artifacts()) {
            length += artifact.length();
        }
        if (length > PackFormat.MAX_PACK_BYTES) {
            throw new InvalidPackException(
                    "the artifacts of pack " + manifest.model() + " have " + length + " bytes",
                    "packs end at " + PackFormat.MAX_PACK_BYTES + " bytes",
                    "train fewer or shallower trees, or a smaller net");
        }
    }

    private static void requireLevels(PackManifest manifest) {
        OutputLevels outputs;
        try {
            outputs = OutputLevels.of(manifest.pointLevel());
        } catch (IllegalArgumentException e) {
            throw new InvalidPackException(
                    "pack " + manifest.model() + ": " + e.getMessage(),
                    "a point beyond all bands cannot be moved with them",
                    "train the model for costs that differ less",
                    e);
        }
        if (!outputs.are(manifest.levels())) {
            throw new InvalidPackException(
                    "pack " + manifest.model() + " gives the quantiles " + manifest.quantileLevels()
                            + ", forecasts have " + Arrays.toString(outputs.levels()),
                    "quantiles of other levels would be taken for these",
                    "train the model with these levels, in this order");
        }
    }

    /** A rule can be read only if its calibrations rise and are finite; that it is about what the features are of is asked here. */
    static void requireRule(PackManifest manifest, SpikeRule rule) {
        FeatureSchema schema = manifest.schema();
        String channel = schema.features().get(schema.centerColumn()).channel();
        if (!channel.equals(rule.event().channel())) {
            throw new InvalidPackException(
                    "pack " + manifest.model() + " is of spikes of "
                            + rule.event().channel() + ", its features are of '" + channel + "'",
                    "risks of one price would be made from what is known of another",
                    "train the model again (gridcast train --spikes)");
        }
        double rarely = rule.slotProbability(-MOST_LOG_ODDS);
        double mostly = rule.slotProbability(MOST_LOG_ODDS);
        if (!(rarely < mostly)) {
            throw new InvalidPackException(
                    "the calibration of pack " + manifest.model() + " gives all scores the probability " + rarely,
                    "an alert would be on always or never, whatever the model says",
                    "train the model on a time with more spikes");
        }
    }

    private static void requireModel(PackManifest manifest, ModelRef model) {
        if (!manifest.model().equals(model)) {
            throw new InvalidPackException(
                    "the command publishes " + model + ", but its manifest is of " + manifest.model(),
                    "a version and its pack go together",
                    "publish the pack as the version that it holds");
        }
    }

    /** The schema that features will be made by, once its fingerprint and target are those that the manifest names. */
    static FeatureSchema requireSchema(PackManifest manifest) {
        FeatureSchema schema = manifest.schema();
        if (!schema.fingerprint().equals(manifest.schemaFingerprint()) || schema.target() != manifest.target()) {
            throw new InvalidPackException(
                    "pack " + manifest.model() + " has a feature schema of " + schema.target() + " with fingerprint "
                            + schema.fingerprint() + ", its manifest says " + manifest.target() + " with "
                            + manifest.schemaFingerprint(),
                    "features would be made otherwise than in training",
                    "export the model again with this version of gridcast");
        }
        return schema;
    }
}
