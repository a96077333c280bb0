package io.gridcast.tests.drift;

import io.gridcast.app.clock.TickWriter;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.feed.FactPublisher;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.ModelAnswers;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.grid.Series;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.replay.OwnCluster;
import io.gridcast.training.feed.TimedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;

/**
 * A whole engine on a broker of its own that lives through months of a simulated country, as fast as it can. Time is that of the ticks,
 * one an hour, and stands still between calls.
 *
 * <p>Not thread-safe.
 */
public final class CountryRun implements AutoCloseable {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** Few, so that what follows from a tick is followed two days later at most. */
    private static final int TICKS_AHEAD = 48;

    /** Where time arrives last: scores, verdicts, requests and what follows from all of them. */
    private static final List<Topic<?>> ENDS = List.of(
            Topics.FORECASTS_SCORES, Topics.MODELS_VERDICTS, Topics.RETRAINING_REQUESTS, Topics.MODELS_DEPLOYMENTS);

    private static final int LINGER_MS = 5;

    private final OwnCluster cluster;
    private final LiveEngine live;
    private final SimulatedCountry country;
    private final Producer<byte[], byte[]> producer;
    private final FactPublisher publisher;
    private final TickWriter ticks;
    private final List<TopicFollower> followers = new ArrayList<>();
    private final Map<String, Instant> passed = new HashMap<>();
    private Instant now;

    private CountryRun(OwnCluster cluster, LiveEngine live, SimulatedCountry country, Instant begin) {
        this.cluster = cluster;
        this.live = live;
        this.country = country;
        now = begin;
        producer = cluster.platform().producer("country", LINGER_MS);
        publisher = new FactPublisher(producer, cluster.platform().registry());
        ticks = new TickWriter(
                producer, Topics.ticked().stream().map(Topic::name).toList());
        follow(ends -> ENDS.forEach(topic -> ends.ticks(topic, (partition, origin, time) -> passed(topic, time))));
    }

    /**
     * Starts a broker, a registry and an engine with one partition of each topic, and tells of series and meters.
     *
     * @param directory for broker and stores
     * @param told the series that the engine is told of, with their meters
     * @param begin a full hour at which the country's time begins
     * @param set settings of the engine
     * @param trusted adds whose packs are published
     */
    public static CountryRun start(
            Path directory,
            SimulatedCountry country,
            Predicate<Series> told,
            Instant begin,
            Map<String, String> set,
            UnaryOperator<GridcastConfig> trusted)
            throws InterruptedException {
        OwnCluster cluster = OwnCluster.start(directory.resolve("kafka"), 1);
        Map<String, String> settings = new HashMap<>(set);
        settings.put("engine.state-dir", directory.resolve("state").toString());
        settings.put("engine.commit-interval", "50ms");
        settings.put("engine.transaction-timeout", "60s");
        GridcastConfig config = GridcastConfig.read(new Settings(settings), Partitions.of(1));
        LiveEngine live = LiveEngine.start(cluster.platform(), trusted.apply(config));
        live.engine().awaitRunning(RUNNING_WITHIN);
        CountryRun run = new CountryRun(cluster, live, country, begin);
        List<TimedEvent> known = new ArrayList<>();
        country.series().stream().filter(told).forEach(series -> known.add(new TimedEvent(begin, series)));
        country.assignments().forEach(meter -> known.add(new TimedEvent(begin, meter)));
        known.forEach(run.publisher::publish);
        return run;
    }

    /** The broker and registry. */
    public Platform platform() {
        return cluster.platform();
    }

    /** The arguments that tell a command of them. */
    public List<String> arguments() {
        return cluster.arguments();
    }

    /** The country's time. */
    public Instant now() {
        return now;
    }

    /** Lets the past go by, with a tick a day. */
    public void past(Instant to) throws InterruptedException {
        move(to, DAY);
    }

    /** Lets time go by, with a tick an hour; the engine may be {@value #TICKS_AHEAD} hours behind when this returns. */
    public void live(Instant to) throws InterruptedException {
        move(to, HOUR);
    }

    /** Waits until the engine has done all that was due. */
    public void settle() throws InterruptedException {
        awaitPassed(now);
    }

    /** Publishes a model and makes it the champion of all series; some hours go by until it forecasts. */
    public void deploy(PackShipment champion) throws InterruptedException {
        ModelDesk desk = new ModelDesk(platform(), "a person");
        settle();
        desk.publish(champion, "the first model", now);
        try (ModelAnswers answers = new ModelAnswers(platform())) {
            answers.awaitCaughtUp();
            desk.deploy(champion, "the first model", now);
            Instant last = now.plus(DAY);
            while (!answers.awaitEffective(Scope.all(champion.target()), champion.deployed(), LOOK_EVERY)) {
                if (!now.isBefore(last)) {
                    throw new IllegalStateException(champion.model() + " is no champion after a day");
                }
                live(now.plus(HOUR));
                settle();
            }
        }
    }

    /** Follows topics, in a thread of its own, until this is closed. */
    public void follow(Consumer<Subscription> topics) {
        var subscription = new Subscription(cluster.platform().registry());
        topics.accept(subscription);
        followers.add(TopicFollower.start("follower", platform().cluster().client(), subscription));
    }

    /** All that is on a topic. */
    public <T> List<T> read(Topic<T> topic) {
        List<T> values = new ArrayList<>();
        TopicFollower.readToEnd(
                platform().cluster().client(),
                new Subscription(platform().registry()).values(topic, (value, at) -> values.add(value)));
        return values;
    }

    @Override
    public void close() {
        followers.forEach(TopicFollower::close);
        producer.close();
        live.close();
        cluster.close();
    }

    private void move(Instant to, Duration step) throws InterruptedException {
        while (now.isBefore(to)) {
            Instant next = now.plus(step).isAfter(to) ? to : now.plus(step);
            for (Iterator<TimedEvent> events = country.live(now.plusMillis(1), next.plusMillis(1));
                    events.hasNext(); ) {
                publisher.publish(events.next());
            }
            ticks.tick(next, next.plus(HOUR));
            now = next;
            awaitPassed(now.minus(step.multipliedBy(TICKS_AHEAD)));
        }
        publisher.flush();
    }

    private void awaitPassed(Instant tick) throws InterruptedException {
        long patientUntilNs = System.nanoTime() + PATIENCE.toNanos();
        while (!isPassed(tick)) {
            live.engine().requireNoFailure();
            followers.forEach(TopicFollower::requireNoFailure);
            if (System.nanoTime() > patientUntilNs) {
                throw new IllegalStateException("time was to reach " + tick + ", and has reached " + passed);
            }
        }
    }

    private synchronized boolean isPassed(Instant tick) throws InterruptedException {
        if (!hasPassed(tick)) {
            wait(LOOK_EVERY.toMillis());
        }
        return hasPassed(tick);
    }

    private boolean hasPassed(Instant tick) {
        return ENDS.stream()
                .allMatch(end -> !passed.getOrDefault(end.name(), Instant.MIN).isBefore(tick));
    }

    private synchronized void passed(Topic<?> end, Instant time) {
        passed.merge(end.name(), time, (a, b) -> a.isAfter(b) ? a : b);
        notifyAll();
    }
}
