package io.gridcast.topology.models;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.state.Ledger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which commands to publish a pack are followed: those of a pack that somebody trusted vouches for, under a version that has no other
 * bytes. Steps that see the same commands in the same order come to the same answers.
 */
public final class Publications {
    /** Why a command without an author is refused. */
    public static final String NO_AUTHOR = "the command names nobody as its author; say who with --who";

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Ledger<String, String> published;
    private final ManifestCheck manifests;

    /**
     * @param published a store of pack hashes by {@code id@version}, written here alone
     * @param trust whose packs are published
     */
    public Publications(Ledger<String, String> published, PackTrust trust) {
        this.published = published;
        manifests = new ManifestCheck(trust);
    }

    /** Whether a text is one. */
    public static boolean isHash(String packHash) {
        return SHA_256.matcher(packHash).matches();
    }

    /** Why a command with a hash that is none is refused. */
    public static String notAHash(ModelCommand command) {
        return "the pack hash is '" + command.packHash()
                + "', must be 64 hexadecimal digits, the SHA-256 of the pack of " + command.model();
    }

    /** The hash of the pack that a version was published with. */
    public Optional<String> packOf(String model) {
        return Optional.ofNullable(published.get(model));
    }

    /** Why a command to publish is not followed, for a person, with what may help; empty where it is. */
    public Optional<String> refusal(ModelCommand publish) {
        if (publish.who().isBlank()) {
            return Optional.of(NO_AUTHOR);
        }
        if (!isHash(publish.packHash())) {
            return Optional.of(notAHash(publish));
        }
        String known = published.get(publish.model().toString());
        if (known != null && !known.equals(publish.packHash())) {
            return Optional.of(publish.model() + " was published with pack " + known
                    + " before, and the bytes of a version never change; publish this pack under a new version");
        }
        try {
            manifests.check(publish);
            return Optional.empty();
        } catch (ExplainedException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    /** Notes a version as published, by a command that is not refused. */
    public ManifestCheck.Accepted publish(ModelCommand publish) {
        ManifestCheck.Accepted accepted = manifests.check(publish);
        published.put(publish.model().toString(), publish.packHash());
        return accepted;
    }
}
