package io.gridcast.app;

import io.gridcast.app.cli.Gridcast;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs one command; exit code 0: done, 1: it failed, 2: it was called wrongly. */
    public static void main(String[] args) {
        // Threads inherit it, but for those of the HTTP server, which has its own: who asks comes before work that is
        // never done. It has an
        // effect where the launcher gives priorities one.
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(Gridcast.run(out, err, args));
    }
}
