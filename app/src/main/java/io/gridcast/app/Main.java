package io.gridcast.app;

import io.gridcast.app.cli.Gridcast;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs one command; exit code 0: done, 1: it failed, 2: it was called wrongly. */
    public static void main(String[] args) {
        // Threads inherit it, but for those of the HTTP server: an answer comes before work that never ends. The
        // launcher
        // tells the JVM to heed priorities.
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(Gridcast.run(out, err, args));
    }
}
