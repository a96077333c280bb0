package io.gridcast.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        description = "Makes the topics of the catalogue on a cluster, or checks them.",
        footer = {
            "  gridcast topics create --bootstrap-servers broker1:9092",
            "  gridcast topics check --bootstrap-servers broker1:9092"
        },
        subcommands = {TopicsCreateCommand.class, TopicsCheckCommand.class})
final class TopicsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
