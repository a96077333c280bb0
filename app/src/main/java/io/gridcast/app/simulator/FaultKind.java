package io.gridcast.app.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can go wrong in the simulated country. */
public enum FaultKind {
    /** A meter repeats its reading for as long as the fault lasts. */
    STUCK(0.002, Duration.ofDays(2)),
    /** A reading never arrives. */
    MISSING(0.01, Duration.ZERO),
    /** A reading is far above what the meter can measure. */
    SPIKE(0.0005, Duration.ZERO),
    /** The readings of a concentrator, about fifty meters, are kept back and arrive hours later in one batch. */
    LATE(0.03, Duration.ofHours(4)),
    /** The clock of a meter is off: its intervals begin minutes, an hour or a day beside the true ones. */
    CLOCK(0.002, Duration.ofDays(1)),
    /**
     * A feed is silent. Weather and outlook of that time are lost; meter readings and prices are kept back and arrive when
     * it ends, lost only if that takes longer than {@link Faults#LONGEST_HOLD}.
     */
    OUTAGE(0.02, Duration.ofHours(12));

    private final double usualRate;
    private final Duration episode;

    FaultKind(double usualRate, Duration episode) {
        this.usualRate = usualRate;
        this.episode = episode;
    }

    /** Share of meters, readings, batches or feeds with this fault at any time, where nothing else is said. */
    public double usualRate() {
        return usualRate;
    }

    /** How long one fault lasts; zero where each reading is judged alone. */
    public Duration episode() {
        return episode;
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names on the command line. */
    public static String words() {
        return Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }
}
