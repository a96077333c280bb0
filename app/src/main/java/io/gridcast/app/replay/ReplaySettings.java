package io.gridcast.app.replay;

import io.gridcast.core.check.Checks;
import io.gridcast.training.feed.FeedFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is replayed, and how fast.
 *
 * @param from first instant that forecasts are issued at
 * @param to what becomes known later is left out
 * @param speed times real time; 0: as fast as the engine goes
 * @param maxTicksAhead how many ticks may be on their way
 * @param maxRecordsAhead how many records may be on their way
 * @param atMost how long the period may take, history apart; then the replay ends before its time; empty for any time
 */
public record ReplaySettings(
        Instant from, Instant to, double speed, int maxTicksAhead, long maxRecordsAhead, Optional<Duration> atMost) {
    private static final int MAX_TICKS_AHEAD = 1_500;
    private static final long MAX_RECORDS_AHEAD = 400_000;

    public ReplaySettings {
        Checks.require(from.isBefore(to), "the replay goes from " + from + " to " + to + ", which is not later");
        Checks.require(speed >= 0, "speed is " + speed + ", must not be negative");
    }

    FeedSurvey.Period period() {
        return new FeedSurvey.Period(from, to);
    }

    /**
     * What was asked for of a folder, as fast as the engine goes; where nothing was, its last third.
     *
     * @throws io.gridcast.core.check.ExplainedException if there is nothing to replay
     */
    public static ReplaySettings choose(FeedFolder folder, Optional<Instant> from, Optional<Instant> to) {
        FeedSurvey.Period period = FeedSurvey.of(folder.events()).period(from, to);
        return new ReplaySettings(period.from(), period.to(), 0, MAX_TICKS_AHEAD, MAX_RECORDS_AHEAD, Optional.empty());
    }

    /** The same, so many times as fast as real time. */
    public ReplaySettings at(double otherSpeed) {
        return new ReplaySettings(from, to, otherSpeed, maxTicksAhead, maxRecordsAhead, atMost);
    }

    /** The same, begun earlier by so long. */
    public ReplaySettings earlier(Duration by) {
        return new ReplaySettings(from.minus(by), to, speed, maxTicksAhead, maxRecordsAhead, atMost);
    }

    /** The same, ended early after so long. */
    public ReplaySettings atMost(Optional<Duration> limit) {
        return new ReplaySettings(from, to, speed, maxTicksAhead, maxRecordsAhead, limit);
    }
}
