package io.gridcast.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drift",
        description = "Shows where models no longer fit the world, why, and what to do.",
        footer = {"  gridcast drift list --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"},
        subcommands = {DriftListCommand.class})
final class DriftCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
