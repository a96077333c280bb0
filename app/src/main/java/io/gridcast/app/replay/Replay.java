package io.gridcast.app.replay;

import io.gridcast.app.clock.TickWriter;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.feed.FactPublisher;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.progress.Progress;
import io.gridcast.app.report.ScoreReport;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sends a feed through a running engine in the order in which it became known, with a tick at each availability time and wherever the
 * engine stops waiting, and gathers what comes out.
 *
 * <p>The champions are deployed {@link #DEPLOYED_BEFORE} the first forecast, on the feed's own time: the ticks there are spaced so
 * that the cut-over falls on the first forecast, and time stands still until every task has answered. So two replays of the same
 * feed and packs do the same at the same ticks.
 */
public final class Replay {
    /** How long before the first forecast champions are deployed. */
    static final Duration DEPLOYED_BEFORE = Duration.ofHours(3);

    private static final Duration ANSWERED_BEFORE = Duration.ofHours(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINGER_MS = 20;

    private final Platform platform;
    private final GridcastConfig config;
    private final ReplaySettings settings;
    private final Runnable health;
    private final NavigableMap<Instant, Runnable> errands;

    /**
     * @param config of the engine
     * @param health fails when the engine has failed
     */
    public Replay(Platform platform, GridcastConfig config, ReplaySettings settings, Runnable health) {
        this(platform, config, settings, health, Map.of());
    }

    /**
     * As above.
     *
     * @param errands what is done at a time of the feed's, just before the first tick there: a command that somebody gives
     */
    public Replay(
            Platform platform,
            GridcastConfig config,
            ReplaySettings settings,
            Runnable health,
            Map<Instant, Runnable> errands) {
        this.platform = platform;
        this.config = config;
        this.settings = settings;
        this.health = health;
        this.errands = new TreeMap<>(errands);
    }

    /**
     * What a replay brought.
     *
     * @param seconds how long the period took, history apart
     */
    public record Result(ScoreReport report, Counts counts, double historySeconds, double seconds) {}

    /**
     * Replays and waits until the last tick has passed through the engine.
     *
     * @throws ExplainedException if the engine fails or stands still, or the feed is broken
     */
    public Result run(FeedFolder folder, ReplayModels models) throws InterruptedException {
        Instant from = settings.period().from();
        Instant to = settings.period().to();
        List<Instant> extra = List.of(from.minus(DEPLOYED_BEFORE), from.minus(ANSWERED_BEFORE));
        TickRhythm rhythm = TickRhythm.of(folder.series(), config);
        Supplier<TickPlan> plan = () -> new TickPlan(ReplayFeed.of(folder), from, to, rhythm, extra);
        Champions champions = new Champions(platform, models, from.minus(DEPLOYED_BEFORE), health, PATIENCE);
        champions.publish(from.minus(DEPLOYED_BEFORE));
        try (Producer<byte[], byte[]> producer = platform.producer("gridcast-replay", LINGER_MS);
                ReplayWatch watch = new ReplayWatch(
                        platform.cluster().client(),
                        platform.registry(),
                        config.partitions().series(),
                        to)) {
            Sender sender = new Sender(producer, watch);
            long startNs = System.nanoTime();
            Iterator<Step> steps = plan.get();
            Step step = sender.history(steps, champions);
            double historySeconds = (System.nanoTime() - startNs) / 1e9;
            startNs = System.nanoTime();
            sender.period(step, steps, champions);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            return new Result(ScoreReport.of(watch.scores()), watch.counts(sender.facts), historySeconds, seconds);
        }
    }

    private static long hours(Instant begin, Instant end) {
        return Duration.between(begin, end).toHours();
    }

    /** One run: what has been sent, and through what. */
    private final class Sender {
        private final FactPublisher publisher;
        private final TickWriter ticks;
        private final ReplayWatch watch;
        private long facts;

        Sender(Producer<byte[], byte[]> producer, ReplayWatch watch) {
            this.watch = watch;
            publisher = new FactPublisher(producer, platform.registry());
            ticks = new TickWriter(
                    producer, Topics.ticked().stream().map(Topic::name).toList());
        }

        /** Sends everything before the first forecast; returns the step of the first forecast, not sent yet. */
        Step history(Iterator<Step> steps, Champions champions) throws InterruptedException {
            Instant from = settings.period().from();
            Step step = steps.next();
            try (Progress progress = Progress.onStderr("history", "hours", hours(step.tick(), from))) {
                Pace pace = pace(step.tick(), progress);
                for (; step.tick().isBefore(from); step = steps.next()) {
                    send(step, champions, pace);
                }
                pace.awaitAll();
                champions.awaitEffective();
                return step;
            }
        }

        void period(Step first, Iterator<Step> steps, Champions champions) throws InterruptedException {
            Instant from = settings.period().from();
            long expected = hours(from, settings.period().to());
            try (Progress progress = Progress.onStderr("replay", "hours", expected)) {
                Pace pace = pace(from, progress);
                long startNs = System.nanoTime();
                send(first, champions, pace);
                while (steps.hasNext()) {
                    Step step = steps.next();
                    if (!holdBack(step.tick(), startNs)) {
                        break;
                    }
                    send(step, champions, pace);
                }
                publisher.flush();
                pace.awaitAll();
            }
        }

        /** Sends a step; where models are due to be deployed at it, time stands still until every task has answered. */
        private void send(Step step, Champions champions, Pace pace) throws InterruptedException {
            if (!champions.areDueAt(step.tick())) {
                send(step, pace);
                return;
            }
            // Commands go through a producer of their own: one that overtook a tick of this producer's buffer would be
            // known at that tick, in one replay and not in the next.
            publisher.flush();
            List<PackShipment> deployed = champions.deploy(step.tick());
            send(step, pace);
            pace.awaitAll();
            champions.awaitReady(deployed);
        }

        private void send(Step step, Pace pace) throws InterruptedException {
            for (TimedEvent event : step.events()) {
                publisher.publish(event);
            }
            facts += step.events().size();
            runErrands(step.tick());
            ticks.tick(step.tick(), step.next());
            pace.sent(step);
            pace.awaitRoom();
        }

        private void runErrands(Instant tick) {
            while (!errands.isEmpty() && !errands.firstKey().isAfter(tick)) {
                publisher.flush(); // so that no command overtakes a tick
                errands.pollFirstEntry().getValue().run();
            }
        }

        private Pace pace(Instant begin, Progress progress) {
            return new Pace(watch, health, settings, begin, PATIENCE, progress);
        }

        /** Waits until a tick is due; false if the time for the replay is over before. */
        private boolean holdBack(Instant tick, long startNs) throws InterruptedException {
            long limitNs = settings.atMost().map(Duration::toNanos).orElse(Long.MAX_VALUE);
            double dueNs = settings.speed() == 0
                    ? 0
                    : Duration.between(settings.period().from(), tick).toNanos() / settings.speed();
            while (true) {
                long nowNs = System.nanoTime() - startNs;
                if (nowNs >= limitNs) {
                    return false;
                }
                long waitMs = (long) ((Math.min(dueNs, limitNs) - nowNs) / 1e6);
                if (waitMs <= 0) {
                    return dueNs <= limitNs;
                }
                health.run();
                Thread.sleep(Math.min(waitMs, LOOK_EVERY.toMillis()));
            }
        }
    }
}
