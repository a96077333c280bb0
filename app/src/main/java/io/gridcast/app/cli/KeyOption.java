package io.gridcast.app.cli;

import io.gridcast.app.keys.KeyFile;
import io.gridcast.core.pack.ModelPack;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key that packs are signed with. */
final class KeyOption {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Sign with this private key (`gridcast keys new` makes one); engines publish signed packs alone.")
    private @Nullable Path key;

    /** Whether one was named. */
    boolean isGiven() {
        return key != null;
    }

    /** Reads the key first, so that a wrong one ends a command before its work: a pack that is handed in later is signed with it. */
    Signer signer() {
        if (key == null) {
            return pack -> pack;
        }
        var signing = KeyFile.read(key);
        return pack -> pack.signedBy(signing);
    }

    /** Signs packs, or leaves them as they are where no key was named. */
    @FunctionalInterface
    interface Signer {
        ModelPack sign(ModelPack pack);
    }
}
