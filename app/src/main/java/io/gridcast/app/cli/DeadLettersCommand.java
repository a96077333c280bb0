package io.gridcast.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description = "Shows records that could not be used, and sends mended ones back.",
        footer = {
            "  gridcast dead-letters list --bootstrap-servers broker1:9092",
            "  gridcast dead-letters replay --bootstrap-servers broker1:9092 --offset 17 --value mended.avro"
        },
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
final class DeadLettersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
