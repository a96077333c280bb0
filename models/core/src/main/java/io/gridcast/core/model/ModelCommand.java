package io.gridcast.core.model;

import io.gridcast.core.forecast.ModelRef;
import java.util.Optional;

/**
 * A person or a policy asks for a change in a model's life.
 *
 * @param packHash hash of the pack that is meant, hex
 * @param scope where it shall hold; ignored by {@link CommandKind#PUBLISH}
 * @param canaryShare share of series, 0 to 1; 0 for other commands
 * @param who the author
 * @param why the reason, for the audit
 * @param signature the signature section of the pack that {@link CommandKind#PUBLISH} publishes; empty for other commands
 * @param manifest the manifest, as JSON, of the pack that {@link CommandKind#PUBLISH} publishes; empty for other commands
 * @param against the champion that the reason compares {@code model} with; where another one is champion by the time the command is
 *     followed, nothing speaks for it. {@code model} itself where it is to be the first champion. Empty where the author means it
 *     whoever is champion
 */
public record ModelCommand(
        CommandKind kind,
        ModelRef model,
        String packHash,
        Scope scope,
        double canaryShare,
        String who,
        String why,
        byte[] signature,
        String manifest,
        Optional<ModelRef> against) {
    private static final byte[] NONE = new byte[0];

    /** A command other than {@link CommandKind#PUBLISH}, which needs neither manifest nor signature. */
    public ModelCommand(
            CommandKind kind,
            ModelRef model,
            String packHash,
            Scope scope,
            double canaryShare,
            String who,
            String why) {
        this(kind, model, packHash, scope, canaryShare, who, why, NONE, "", Optional.empty());
    }

    /** A command to {@link CommandKind#PUBLISH}. */
    public static ModelCommand publish(
            ModelRef model, String packHash, Scope scope, String who, String why, byte[] signature, String manifest) {
        return new ModelCommand(
                CommandKind.PUBLISH, model, packHash, scope, 0, who, why, signature, manifest, Optional.empty());
    }

    /** The same, for as long as {@code champion} is one. */
    public ModelCommand against(ModelRef champion) {
        return new ModelCommand(
                kind, model, packHash, scope, canaryShare, who, why, signature, manifest, Optional.of(champion));
    }
}
