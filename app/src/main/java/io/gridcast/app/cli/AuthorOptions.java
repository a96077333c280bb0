package io.gridcast.app.cli;

import picocli.CommandLine.Option;

/** Who does something, and why, for the audit. */
final class AuthorOptions {
    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Your name, for the audit (default: the user of this machine).")
    private String who = System.getProperty("user.name", "");

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason, for the audit.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String why;

    String who() {
        return who;
    }

    String why() {
        return why;
    }
}
