package io.gridcast.tests.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own; killed, if it still runs, when this is closed. */
public final class RunningCommand implements AutoCloseable {
    private static final int LINES_TOLD = 40;

    private final String name;
    private final Process process;
    private final Path log;

    RunningCommand(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Waits until it has ended, at most for a while; tells whether it has. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until it has done its work.
     *
     * @throws IllegalStateException with the end of its log, if it fails or takes longer than that
     */
    public void awaitSuccess(Duration atMost) throws InterruptedException {
        if (!awaitEnd(atMost)) {
            throw failed("still runs after " + atMost.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw failed("ended with " + process.exitValue());
        }
    }

    /** Fails, with the end of its log, if it has ended. */
    public void requireRunning() {
        if (!process.isAlive()) {
            throw failed("ended with " + process.exitValue() + " too early");
        }
    }

    /** Ends it as {@code kill -9} does: at once, with nothing committed, flushed or said. */
    public void kill() throws InterruptedException {
        close();
        process.waitFor();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly(); // a launcher first, or it would start what it waits for again
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private IllegalStateException failed(String how) {
        return new IllegalStateException(name + " " + how + "; the end of its log:\n" + String.join("\n", lastLines()));
    }

    private List<String> lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size());
        } catch (IOException e) {
            return List.of("(cannot be read: " + e + ")");
        }
    }
}
