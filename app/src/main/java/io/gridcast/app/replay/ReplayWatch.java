package io.gridcast.app.replay;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches what comes out of the engine during a replay: how far time has got at its end, the scores, and what is to be counted.
 * Thread-safe.
 */
final class ReplayWatch implements AutoCloseable {
    private final int partitions;
    private final Instant until;
    private final TopicFollower follower;
    private final Map<Integer, Instant> passed = new HashMap<>();
    private final Map<ScoreKey, ForecastScore> scores = new TreeMap<>();
    private final Map<Rung, Long> byRung = new EnumMap<>(Rung.class);
    private long forecasts;
    private long setAside;
    private long deadLetters;

    /**
     * @param partitions of {@code forecasts.scores.v1}
     * @param until forecasts issued from then on are not counted: they belong to the ticks behind the end
     */
    ReplayWatch(Map<String, Object> client, SchemaRegistry registry, int partitions, Instant until) {
        this.partitions = partitions;
        this.until = until;
        this.follower = TopicFollower.start(
                "replay-watch",
                client,
                new Subscription(registry)
                        .ticks(Topics.FORECASTS_SCORES, (partition, origin, time) -> passed(partition, time))
                        .values(Topics.FORECASTS_SCORES, (score, at) -> score(score))
                        .values(Topics.FORECASTS, this::forecast)
                        .values(Topics.DATA_QUALITY, (event, at) -> finding(event))
                        .raw(Topics.DEAD_LETTERS, record -> deadLetter()));
    }

    /** The tick that has passed through the whole engine, in all partitions; {@link Instant#MIN} before the first. */
    synchronized Instant passed() {
        return passed.size() < partitions
                ? Instant.MIN
                : passed.values().stream().min(Instant::compareTo).orElse(Instant.MIN);
    }

    /** Waits until {@code tick} has passed through the engine, at most for a while; tells whether it has. */
    synchronized boolean awaitPassed(Instant tick, Duration atMost) throws InterruptedException {
        long endNs = System.nanoTime() + atMost.toNanos();
        while (passed().isBefore(tick)) {
            follower.requireNoFailure();
            long leftMs = (endNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    /** The newest revision of each day's score. */
    synchronized Collection<ForecastScore> scores() {
        return List.copyOf(scores.values());
    }

    /** What has been counted so far. */
    synchronized Counts counts(long recordsIn) {
        return new Counts(recordsIn, forecasts, setAside, deadLetters, byRung);
    }

    @Override
    public void close() {
        follower.close();
    }

    private synchronized void passed(int partition, Instant time) {
        passed.merge(partition, time, (a, b) -> a.isAfter(b) ? a : b);
        notifyAll();
    }

    private synchronized void score(ForecastScore score) {
        if (score.window() == ForecastScore.Window.DAY) {
            scores.put(ScoreKey.of(score), score);
        }
    }

    private synchronized void forecast(Forecast forecast, Instant at) {
        if (forecast.issuedAt().isBefore(until)) {
            forecasts++;
            byRung.merge(forecast.rung(), 1L, Long::sum);
        }
    }

    private synchronized void finding(QualityEvent event) {
        if (event.action() == QualityAction.SET_ASIDE) {
            setAside++;
        }
    }

    private synchronized void deadLetter() {
        deadLetters++;
    }

    /** A later revision of the same score takes its place. */
    private record ScoreKey(String series, String target, String model, String role, long day, int leadFrom, int leadTo)
            implements Comparable<ScoreKey> {
        static ScoreKey of(ForecastScore score) {
            return new ScoreKey(
                    score.seriesId(),
                    score.target().name(),
                    score.model().toString(),
                    score.role().name(),
                    score.day().toEpochDay(),
                    score.leadFromHours(),
                    score.leadToHours());
        }

        @Override
        public int compareTo(ScoreKey other) {
            return java.util.Comparator.comparing(ScoreKey::series)
                    .thenComparing(ScoreKey::target)
                    .thenComparing(ScoreKey::model)
                    .thenComparing(ScoreKey::role)
                    .thenComparingLong(ScoreKey::day)
                    .thenComparingInt(ScoreKey::leadFrom)
                    .thenComparingInt(ScoreKey::leadTo)
                    .compare(this, other);
        }
    }
}
