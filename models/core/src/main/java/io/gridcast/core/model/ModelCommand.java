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
 * @param signature Ed25519 over the other fields; empty while unsigned
 */
public record ModelCommand(
        CommandKind kind,
        ModelRef model,
        String packHash,
        Scope scope,
        double canaryShare,
        String who,
        String why,
        byte[] signature) {}
