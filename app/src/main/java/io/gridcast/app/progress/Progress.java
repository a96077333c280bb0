package io.gridcast.app.progress;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows on stderr how far a long job is: what is done of the whole, how fast, and when it will be ready. A terminal gets
 * a bar that is redrawn five times a second; a file or a pipe gets a plain line every ten seconds.
 *
 * <p>Not thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final long BAR_EVERY_NS = 200_000_000L;
    private static final long LINE_EVERY_NS = 10_000_000_000L;
    private static final int BAR_WIDTH = 24;
    private static final String[] MAGNITUDES = {"", " k", " M", " G", " T"};

    private final String title;
    private final String unit;
    private final long total;
    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long startNs;
    private long shownNs;
    private long done;
    private String note = "";
    private int width;
    private boolean closed;

    /**
     * @param title what is being done: {@code replay}
     * @param unit what is counted: {@code records}
     * @param total how many there are in all, 0 where that is not known
     */
    public static Progress onStderr(String title, String unit, long total) {
        boolean terminal = Boolean.getBoolean("gridcast.terminal");
        return new Progress(title, unit, total, new PrintWriter(System.err, true), terminal, System::nanoTime);
    }

    Progress(String title, String unit, long total, PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.title = title;
        this.unit = unit;
        this.total = total;
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.startNs = nanos.getAsLong();
        this.shownNs = startNs;
    }

    /** Tells that {@code done} are done by now; cheap, so call it as often as you like. */
    public void at(long done) {
        at(done, note);
    }

    /** As above, with a few words at the end of the line: {@code 2017-03-01}. */
    public void at(long done, String note) {
        this.done = done;
        this.note = note;
        long now = nanos.getAsLong();
        if (now - shownNs >= (terminal ? BAR_EVERY_NS : LINE_EVERY_NS)) {
            show(now);
        }
    }

    /** Shows the last state and ends the line. Further calls do nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            show(nanos.getAsLong());
            if (terminal) {
                err.println();
            }
        }
    }

    private void show(long now) {
        shownNs = now;
        String line = line(now);
        if (terminal) {
            err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        } else {
            err.println(line);
        }
        err.flush();
    }

    private String line(long now) {
        double seconds = Math.max(1e-9, (now - startNs) / 1e9);
        double rate = done / seconds;
        StringBuilder line = new StringBuilder(title);
        if (total > 0) {
            double share = Math.min(1.0, (double) done / total);
            int filled = (int) (share * BAR_WIDTH);
            if (terminal) {
                line.append(" [")
                        .append("#".repeat(filled))
                        .append("-".repeat(BAR_WIDTH - filled))
                        .append(']');
            }
            line.append(String.format(
                    Locale.ROOT, " %3d %%  %s of %s %s", (int) (share * 100), amount(done), amount(total), unit));
        } else {
            line.append(' ').append(amount(done)).append(' ').append(unit);
        }
        line.append("  ").append(amount(rate)).append("/s");
        line.append("  ")
                .append(
                        closed || total <= 0 || done <= 0
                                ? duration(seconds) + (closed ? " in all" : "")
                                : duration((total - done) / rate) + " left");
        return note.isEmpty() ? line.toString() : line + "  " + note;
    }

    private static String amount(double value) {
        int magnitude = 0;
        double scaled = value;
        while (scaled >= 999.5 && magnitude < MAGNITUDES.length - 1) {
            scaled /= 1000;
            magnitude++;
        }
        String digits = magnitude == 0 || scaled >= 99.95 ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, scaled) + MAGNITUDES[magnitude];
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 120 ? s + " s" : s < 7200 ? s / 60 + " min" : s / 3600 + " h " + s / 60 % 60 + " min";
    }
}
