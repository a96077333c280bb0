package io.gridcast.app.cli;

import io.gridcast.core.model.ModelAuthors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who does something, and why, for the audit. */
final class AuthorOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Your name, for the audit (default: the user of this machine).")
    private String who = System.getProperty("user.name", "");

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason, for the audit.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String why;

    /** @throws ParameterException if it is a name by which the engine itself is known */
    String who() {
        return requirePerson(spec, who);
    }

    /** @throws ParameterException as {@link #who} does */
    static String requirePerson(CommandSpec spec, String who) {
        if (ModelAuthors.isReserved(who)) {
            throw new ParameterException(
                    spec.commandLine(), "--who " + who + " is a name of the engine's own, give yours");
        }
        return who;
    }

    String why() {
        return why;
    }
}
