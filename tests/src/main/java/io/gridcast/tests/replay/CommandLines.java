package io.gridcast.tests.replay;

import io.gridcast.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code gridcast} commands as processes of their own, on the class path of this one. What they print goes to a file a process.
 *
 * <p>Thread-safe.
 */
public final class CommandLines {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final Path logs;
    private final List<String> command;
    private final Map<String, String> environment;

    /**
     * @param logs an existing directory for what the processes print
     * @param jvmFlags of each process
     */
    public CommandLines(Path logs, String... jvmFlags) {
        this(logs, java(jvmFlags), Map.of("CLASSPATH", CLASS_PATH));
    }

    private CommandLines(Path logs, List<String> command, Map<String, String> environment) {
        this.logs = logs;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    /**
     * By the launcher, in a copy of it that finds itself built, so that nothing is built while tests run.
     *
     * @param directory an existing one, for the copy and for what the processes print
     */
    public static CommandLines byLauncher(Path directory, String... jvmFlags) throws IOException {
        Path root = directory.resolve("launcher");
        Path target = Files.createDirectories(root.resolve("app").resolve("target"));
        Files.createFile(target.resolve("gridcast-app-test.jar"));
        Files.writeString(target.resolve("gridcast.classpath"), CLASS_PATH);
        Files.createFile(root.resolve("pom.xml"));
        for (String module : List.of("models/core", "models/training", "serdes", "state", "topology", "app")) {
            Files.createDirectories(root.resolve(module).resolve("src").resolve("main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Path launcher = Files.copy(Path.of("..", "gridcast"), root.resolve("gridcast"));
        Files.createFile(target.resolve("gridcast.built"));
        return new CommandLines(
                directory,
                List.of(launcher.toString()),
                Map.of("GRIDCAST_JAVA_OPTS", String.join(" ", jvmFlags), "JAVA_HOME", System.getProperty("java.home")));
    }

    /** At a lower priority: niceness from 0, that of other processes, to 19. */
    public static CommandLines niced(Path logs, int niceness, String... jvmFlags) {
        List<String> words = new ArrayList<>(List.of("nice", "-n", Integer.toString(niceness)));
        words.addAll(java(jvmFlags));
        return new CommandLines(logs, words, Map.of("CLASSPATH", CLASS_PATH));
    }

    /** Starts a command and returns at once. */
    public RunningCommand start(String name, List<String> arguments) {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        Path log = logs.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new RunningCommand(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + words, e);
        }
    }

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException with the end of its log, if it fails or takes longer than that
     */
    public void run(String name, Duration atMost, List<String> arguments) throws InterruptedException {
        try (RunningCommand running = start(name, arguments)) {
            running.awaitSuccess(atMost);
        }
    }

    private static List<String> java(String... flags) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(flags));
        words.add(Main.class.getName());
        return words;
    }
}
