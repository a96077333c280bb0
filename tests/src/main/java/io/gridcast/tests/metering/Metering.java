package io.gridcast.tests.metering;

import io.gridcast.app.clock.TickWriter;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.engine.Application;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.feed.FactPublisher;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.Workspace;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.metering.Truth.Slot;
import io.gridcast.topology.LoadObservationTopology;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.training.feed.TimedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends readings through an embedded broker and {@link LoadObservationTopology} alone, in order of availability with a tick behind
 * each interval, as fast as it goes, and compares what comes out with the data.
 */
public final class Metering {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);
    private static final int LINGER_MS = 20;
    private static final int TICKS_BEHIND = 4;
    private static final List<String> TICKED = List.of(
            Topics.GRID_SERIES.name(),
            Topics.GRID_METERS.name(),
            Topics.METER_READINGS.name(),
            Topics.SCADA_MEASUREMENTS.name());

    private final MeteringData data;
    private final Truth truth;
    private final FaultShares shares;
    private final long seed;
    private final int partitions;

    /** @param partitions of the topics by meter and by series */
    public Metering(MeteringData data, FaultShares shares, long seed, int partitions) {
        this.data = data;
        this.truth = Truth.of(data);
        this.shares = shares;
        this.seed = seed;
        this.partitions = partitions;
    }

    /** Runs in a temporary directory, gone afterwards. */
    public MeteringOutcome run() throws InterruptedException {
        try (Workspace workspace = Workspace.open(Optional.empty());
                Platform platform = Platforms.embedded(workspace.directory())) {
            GridcastConfig config = config(workspace);
            platform.createTopics(config.partitions(), Keep.EVERYTHING);
            var topology = new LoadObservationTopology(config.load(), new Codecs(platform.registry())).build();
            try (Engine engine = Engine.start(
                    config.engine(),
                    platform.cluster(),
                    List.of(new Application("load-observation", topology, true)))) {
                engine.awaitRunning(RUNNING_WITHIN);
                return measure(platform, engine);
            }
        }
    }

    private GridcastConfig config(Workspace workspace) {
        var settings = new Settings(Map.of(
                "engine.state-dir", workspace.directory().resolve("state").toString(),
                "engine.commit-interval", "200ms",
                "engine.transaction-timeout", "60s"));
        return GridcastConfig.read(settings, Partitions.of(partitions));
    }

    private MeteringOutcome measure(Platform platform, Engine engine) throws InterruptedException {
        var codec = new TopicCodec<>(Topics.METER_READINGS, platform.registry());
        var feed = new FaultyFeed(truth.interval(), shares, seed, codec::encode);
        long startNs = System.nanoTime();
        long records;
        try (Producer<byte[], byte[]> producer = platform.producer("metering", LINGER_MS);
                var end = new EndWatch(platform, partitions)) {
            var sending = new Sending(producer, platform, feed);
            sending.masterData();
            sending.readings();
            records = sending.records;
            end.await(sending.now.minus(truth.interval()), engine::requireNoFailure);
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        return compare(Harvest.read(platform), feed, records, seconds);
    }

    private MeteringOutcome compare(Harvest harvest, FaultyFeed feed, long records, double seconds) {
        int missing = 0;
        double leastCoverage = 1;
        double greatestDifference = 0;
        Map<Slot, Double> expected = truth.loadsMw();
        for (Map.Entry<Slot, Double> slot : expected.entrySet()) {
            ObservedLoad load = harvest.loads().get(slot.getKey());
            if (load == null) {
                missing++;
                continue;
            }
            leastCoverage = Math.min(leastCoverage, load.coverage());
            double scale = Math.max(Math.abs(slot.getValue()), 1e-9);
            greatestDifference = Math.max(greatestDifference, Math.abs(load.loadMw() - slot.getValue()) / scale);
        }
        return new MeteringOutcome(
                truth.readings(),
                records,
                seconds,
                expected.size(),
                missing,
                leastCoverage,
                greatestDifference,
                harvest.tallies(feed.expected()));
    }

    /** Sends one tick an interval; the master data an interval before the first reading begins. */
    private final class Sending {
        private final Producer<byte[], byte[]> producer;
        private final FactPublisher publisher;
        private final TickWriter ticks;
        private final FaultyFeed feed;
        private Instant now = truth.first();
        private long records;

        Sending(Producer<byte[], byte[]> producer, Platform platform, FaultyFeed feed) {
            this.producer = producer;
            this.publisher = new FactPublisher(producer, platform.registry());
            this.ticks = new TickWriter(producer, TICKED);
            this.feed = feed;
        }

        /** Meters count from the first to the last reading, so that no slot before or behind misses them. */
        void masterData() {
            data.series().forEach(series -> publisher.publish(new TimedEvent(now, series)));
            for (MeterAssignment meter : data.meters()) {
                var assignment = new MeterAssignment(
                        meter.meterId(),
                        meter.seriesId(),
                        truth.first(),
                        truth.last(),
                        meter.minimumKw(),
                        meter.maximumKw());
                publisher.publish(new TimedEvent(now, assignment));
            }
            tick();
        }

        void readings() {
            Iterator<TimedEvent> events = data.readings().get();
            @Nullable TimedEvent ahead = events.hasNext() ? events.next() : null;
            while (ahead != null || feed.isHoldingBack()) {
                List<MeterReading> known = new ArrayList<>();
                while (ahead != null && !ahead.availableAt().isAfter(now)) {
                    known.add((MeterReading) ahead.fact());
                    ahead = events.hasNext() ? events.next() : null;
                }
                send(feed.mix(now, known));
                tick();
            }
            for (int i = 0; i < TICKS_BEHIND; i++) {
                tick();
            }
            publisher.flush();
        }

        private void send(Batch batch) {
            batch.facts().forEach(publisher::publish);
            for (Batch.Unreadable each : batch.unreadable()) {
                producer.send(new ProducerRecord<>(
                        Topics.METER_READINGS.name(),
                        null,
                        now.toEpochMilli(),
                        each.meterId().getBytes(StandardCharsets.UTF_8),
                        each.value()));
            }
            records += batch.facts().size() + batch.unreadable().size();
        }

        private void tick() {
            Instant next = now.plus(truth.interval());
            ticks.tick(now, next);
            now = next;
        }
    }
}
