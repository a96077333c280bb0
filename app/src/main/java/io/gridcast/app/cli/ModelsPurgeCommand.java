package io.gridcast.app.cli;

import io.gridcast.app.clock.LastTick;
import io.gridcast.app.config.Durations;
import io.gridcast.app.models.AuditedVersions;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.models.PublishedChunks;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.DeployedModel;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "purge",
        description = {
            "Frees the room of packs whose versions were retired so long ago that no replay needs them any more.",
            "What any deployment still names is left alone, and so is the audit."
        },
        footer = {
            "  gridcast models purge --older-than 400d --dry-run --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081",
            "  gridcast models purge --older-than 400d --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
        })
final class ModelsPurgeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "TIME",
            description =
                    "How long ago a version was retired at least: as long as topics keep what a replay reads, 400d by"
                            + " default.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String olderThan;

    @Option(names = "--dry-run", description = "Say what would go, and leave it.")
    private boolean dryRun;

    @Override
    public void run() {
        Duration age = age();
        try (Platform platform = platformOptions.required()) {
            Instant before = LastTick.read(platform.cluster().client()).minus(age);
            AuditedVersions audited = AuditedVersions.read(platform);
            Set<String> named = ModelInventory.read(platform).deployments().values().stream()
                    .flatMap(deployment -> deployment.models().stream())
                    .map(DeployedModel::packHash)
                    .collect(Collectors.toSet());
            PublishedChunks chunks = new PublishedChunks(platform);
            int purged = 0;
            for (var retired : audited.retired().entrySet()) {
                String pack = audited.packOf(retired.getKey()).orElse("");
                if (retired.getValue().isBefore(before) && !named.contains(pack)) {
                    int count = dryRun ? chunks.of(pack).size() : chunks.remove(pack);
                    if (count > 0) {
                        say(retired.getKey() + ", retired at " + retired.getValue() + ": " + count + " chunks "
                                + (dryRun ? "would go" : "are gone"));
                        purged++;
                    }
                }
            }
            if (purged == 0) {
                say("nothing to purge: no version was retired before " + before + " whose pack is still there");
            }
        }
    }

    private Duration age() {
        try {
            return Durations.parse(olderThan);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--older-than is '" + olderThan + "', write a time span such as 400d", e);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
