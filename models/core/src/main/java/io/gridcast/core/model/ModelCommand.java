package io.gridcast.core.model;

import io.gridcast.core.forecast.ModelRef;

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
        String manifest) {
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
        this(kind, model, packHash, scope, canaryShare, who, why, NONE, "");
    }
}
