package io.gridcast.app.cli;

import io.gridcast.app.config.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Time spans on the command line. */
final class WaitTimes {
    private WaitTimes() {}

    static Duration parse(CommandSpec spec, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + text + "' is no time span, write 30s, 10m, 1h or PT1H", e);
        }
    }
}
