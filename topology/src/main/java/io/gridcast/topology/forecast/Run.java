package io.gridcast.topology.forecast;

import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One issue: of what, when, and how far.
 *
 * @param issueTime the time that features count from
 * @param knownUntilMs slots that begin before it have been observed, or have their price
 * @param outlookUntilMs end of the newest slot that outlooks of its zone speak of; {@link Long#MIN_VALUE} where there is none
 * @param late inputs of the target's own that are late
 */
record Run(
        Series series,
        Target target,
        String unit,
        Instant issueTime,
        Instant firstSlot,
        int slots,
        long tickMs,
        long knownUntilMs,
        long outlookUntilMs,
        Instant lastSlot,
        List<String> late) {
    /** The same run has the same name, whoever makes it. */
    String id() {
        return series.seriesId() + "/" + target.name().toLowerCase(Locale.ROOT) + "/" + Instant.ofEpochMilli(tickMs);
    }

    /** When it is said. */
    Said said() {
        return new Said(tickMs, outlookUntilMs);
    }

    /** What is forecast: {@code LOAD/ES}. */
    String subject() {
        return target + "/" + series.seriesId();
    }
}
