package io.gridcast.app.cli;

import io.gridcast.core.pack.PackKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A public key as people and settings read it. */
final class KeyText {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the engine's audit shall call it (default: the file's name without its ending).")
    private @Nullable String name;

    String of(Path file, PackKey key) {
        String called = name == null ? String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "") : name;
        return String.format(
                "key id %s%nfor the engine's settings:%n  models.trusted.keys=%s=%s%n",
                key.id(), called.replace(',', '-').replace('=', '-'), key.toBase64());
    }
}
