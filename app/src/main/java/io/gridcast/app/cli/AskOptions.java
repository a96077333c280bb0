package io.gridcast.app.cli;

import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.core.check.ExplainedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which forecast a question is about, and where its topics are: of all commands that ask one. */
final class AskOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(names = "--series", required = true, paramLabel = "ID", description = "Whose forecast.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String series;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The newest forecast that had been issued by then. Default: the newest of all.")
    private @Nullable Instant at;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Ask what a replay, a backtest or a demo kept there with its --keep; in the place of a cluster.")
    private @Nullable Path keep;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    String series() {
        return series;
    }

    Optional<Instant> at() {
        return Optional.ofNullable(at);
    }

    /** Opens where the topics are. */
    Platform open() {
        if (keep == null) {
            return platformOptions
                    .named()
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "give --bootstrap-servers and --schema-registry, or --keep with what a replay kept"));
        }
        if (!Files.isDirectory(keep.resolve("kafka"))) {
            throw new ExplainedException(
                    "nothing was kept in " + keep,
                    "there are no topics to ask",
                    "name the directory that a replay was given with --keep, or a cluster with --bootstrap-servers");
        }
        return Platforms.embedded(keep);
    }
}
