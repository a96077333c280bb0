package io.gridcast.app.cli;

import io.gridcast.app.topics.Partitions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many partitions topics have. */
final class PartitionOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the topics by meter and of those by series; those by zone have one.")
    private @Nullable Integer partitions;

    @Option(names = "--partitions-meters", paramLabel = "N", description = "Of the topics by meter alone.")
    private @Nullable Integer meters;

    @Option(names = "--partitions-series", paramLabel = "N", description = "Of the topics by series alone.")
    private @Nullable Integer series;

    @Option(names = "--partitions-zones", paramLabel = "N", description = "Of the topics by zone.")
    private @Nullable Integer zones;

    /** What was asked for, with {@code otherwise} for what was not; empty if nothing was asked for. */
    Optional<Partitions> given(Partitions otherwise) {
        if (partitions == null && meters == null && series == null && zones == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Partitions(
                    first(meters, partitions, otherwise.meters()),
                    first(series, partitions, otherwise.series()),
                    first(zones, null, otherwise.zones())));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static int first(@Nullable Integer first, @Nullable Integer second, int last) {
        return first != null ? first : second != null ? second : last;
    }
}
