package io.gridcast.app.replay;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.core.grid.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * When the engine acts without anything becoming known: at full hours, where the grace of a slot ends, and where the patience of an issue
 * ends. A live clock passes there within a second; a replay has to tick there, or a slot with a missing reading would stay open, and its
 * forecast wait, until something else became known.
 *
 * <p>Example: with slots of 15 min, a grace of 5 min and an hourly issue with a patience of 10 min, ticks are due at :00, :05, :10, :20,
 * :35 and :50.
 *
 * @param slot the shortest resolution of a series
 * @param grace how long after its end a slot waits for what is missing
 * @param every how often a forecast is issued
 * @param patience how long an issue waits for its last slot
 */
record TickRhythm(Duration slot, Duration grace, Duration every, Duration patience) {
    private static final Duration FULL_HOUR = Duration.ofHours(1);

    /** The rhythm of an engine that observes and forecasts these series. */
    static TickRhythm of(Collection<Series> series, GridcastConfig config) {
        Duration shortest =
                series.stream().map(Series::resolution).min(Duration::compareTo).orElse(FULL_HOUR);
        return new TickRhythm(
                shortest,
                config.load().grace(),
                config.forecast().every(),
                config.forecast().patience());
    }

    /** The first tick due after {@code tick}. */
    Instant following(Instant tick) {
        Instant following = after(tick, FULL_HOUR, Duration.ZERO);
        Instant graceEnds = after(tick, slot, grace);
        Instant patienceEnds = after(tick, every, patience);
        following = graceEnds.isBefore(following) ? graceEnds : following;
        return patienceEnds.isBefore(following) ? patienceEnds : following;
    }

    /** The first multiple of {@code every}, counted from 1970, that is not before {@code instant}. */
    static Instant ceiling(Instant instant, Duration every) {
        long everyMs = every.toMillis();
        return Instant.ofEpochMilli(-Math.floorDiv(-instant.toEpochMilli(), everyMs) * everyMs);
    }

    private static Instant after(Instant tick, Duration every, Duration offset) {
        return ceiling(tick.plusMillis(1).minus(offset), every).plus(offset);
    }
}
