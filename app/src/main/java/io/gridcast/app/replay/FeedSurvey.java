package io.gridcast.app.replay;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Optional;

/**
 * How long a feed is.
 *
 * @param first when its first fact became known
 * @param last when its last fact became known
 * @param facts how many there are
 */
record FeedSurvey(Instant first, Instant last, long facts) {
    private static final double SHARE_OF_HISTORY = 2.0 / 3;

    /**
     * Reads a feed through once.
     *
     * @throws ExplainedException if it is empty, or a file in it is broken
     */
    static FeedSurvey of(Iterator<TimedEvent> events) {
        Instant first = null;
        Instant last = null;
        long facts = 0;
        while (events.hasNext()) {
            Instant at = events.next().availableAt();
            first = first == null ? at : first;
            last = at;
            facts++;
        }
        if (first == null || last == null) {
            throw new ExplainedException(
                    "the feed holds no facts",
                    "there is nothing to replay",
                    "see that its files have lines below the header");
        }
        return new FeedSurvey(first, last, facts);
    }

    /**
     * The period to replay: what was asked for, or the last third.
     *
     * @throws ExplainedException if nothing of the feed lies in it, or there is no history before it
     */
    Period period(Optional<Instant> from, Optional<Instant> to) {
        Instant end = to.orElse(
                last.isAfter(last.truncatedTo(ChronoUnit.HOURS))
                        ? last.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS)
                        : last);
        long spanMs = Duration.between(first, last).toMillis();
        Instant begin =
                from.orElse(first.plusMillis((long) (spanMs * SHARE_OF_HISTORY)).truncatedTo(ChronoUnit.DAYS));
        if (!begin.isBefore(end) || !begin.isBefore(last) || !end.isAfter(first)) {
            throw new ExplainedException(
                    "nothing became known from " + begin + " to " + end + ": the feed goes from " + first + " to "
                            + last,
                    "there is nothing to replay",
                    "choose --from and --to inside of it, --from first");
        }
        if (begin.isBefore(first.plus(1, ChronoUnit.DAYS))) {
            throw new ExplainedException(
                    "the replay would begin at " + begin + ", the feed at " + first,
                    "a forecast needs history, a day at the very least and two weeks to be of use",
                    "choose a later --from");
        }
        return new Period(begin, end);
    }

    /**
     * What is replayed.
     *
     * @param from first instant that forecasts are issued at
     * @param to what becomes known later is left out
     */
    record Period(Instant from, Instant to) {}
}
