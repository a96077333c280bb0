package io.gridcast.app.cli;

import io.gridcast.app.models.AuditedVersions;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.models.PublishedChunks;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.pack.ModelPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Finds the packs that people name: files, or published versions. */
final class PackOption {
    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    /** The pack in a file, or, where there is no such file, the published one of {@code id@version}. */
    ModelPack find(String name) {
        if (Files.isRegularFile(Path.of(name))) {
            return PackShipment.read(Path.of(name)).pack();
        }
        Optional<Platform> named = platformOptions.named();
        if (named.isEmpty()) {
            throw new ExplainedException(
                    "there is no file " + name,
                    "a pack is a file, or a published version on a cluster",
                    "name a *" + PackShipment.SUFFIX + " file, or MODEL@VERSION with --bootstrap-servers and"
                            + " --schema-registry");
        }
        try (Platform platform = named.get()) {
            String hash = AuditedVersions.read(platform)
                    .packOf(name)
                    .orElseThrow(() -> new ExplainedException(
                            name + " is neither a file nor published on " + platform.description(),
                            "there is no pack to look at",
                            "gridcast models list shows what is published"));
            return new PublishedChunks(platform).pack(hash);
        }
    }
}
