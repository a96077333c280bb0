package io.gridcast.tests.replay;

import io.gridcast.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code gridcast} commands as processes of their own, on the class path of this one. What they print goes to a file a process.
 *
 * <p>Thread-safe.
 */
public final class CommandLines {
    private final Path logs;
    private final List<String> jvmFlags;

    /**
     * @param logs an existing directory for what the processes print
     * @param jvmFlags of each process
     */
    public CommandLines(Path logs, String... jvmFlags) {
        this.logs = logs;
        this.jvmFlags = List.of(jvmFlags);
    }

    /** Starts a command and returns at once. */
    public RunningCommand start(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.add(Main.class.getName());
        command.addAll(arguments);
        Path log = logs.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new RunningCommand(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + command, e);
        }
    }

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException with the end of its log, if it fails or takes longer than that
     */
    public void run(String name, Duration atMost, List<String> arguments) throws InterruptedException {
        try (RunningCommand command = start(name, arguments)) {
            command.awaitSuccess(atMost);
        }
    }
}
