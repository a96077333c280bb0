package io.gridcast.app.doctor;

import io.gridcast.app.clock.LastTick;
import io.gridcast.app.cluster.TopicReader;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What can be seen from the records: the clock, the feeds, the models. */
final class TopicContents {
    /** The names of its findings. */
    static final List<String> NAMES = List.of("clock", "feeds", "champion", "keys");

    private static final Duration CLOCK_MAY_WAIT = Duration.ofSeconds(30);
    private static final Duration CLOCK_MAY_LEAD = Duration.ofSeconds(5);
    private static final Duration REFUSALS_OF = Duration.ofDays(7);
    /** A feed that has brought nothing for so many times its limit was never meant to. */
    private static final int LOOK_BACK = 10;

    /** How old the newest fact of a feed may be. */
    private static final Map<Topic<?>, Duration> FEEDS = new LinkedHashMap<>();

    static {
        FEEDS.put(Topics.METER_READINGS, Duration.ofHours(3));
        FEEDS.put(Topics.SCADA_MEASUREMENTS, Duration.ofHours(1));
        FEEDS.put(Topics.WEATHER_OBSERVED, Duration.ofHours(6));
        FEEDS.put(Topics.WEATHER_FORECAST, Duration.ofHours(24));
        FEEDS.put(Topics.MARKET_OUTLOOK, Duration.ofHours(36));
        FEEDS.put(Topics.MARKET_PRICES, Duration.ofHours(36));
    }

    private final Platform platform;
    private final PackTrust trust;

    TopicContents(Platform platform, PackTrust trust) {
        this.platform = platform;
        this.trust = trust;
    }

    void examine(List<Finding> findings) {
        Optional<Instant> tick = LastTick.find(platform.cluster().client());
        Doctor.ask(findings, "clock", () -> clock(tick));
        if (tick.isPresent()) {
            Doctor.ask(findings, "feeds", () -> feeds(tick.get()));
        } else {
            findings.add(Finding.skipped("feeds", "a tick of the clock"));
        }
        Doctor.ask(findings, "champion", this::champion);
        Doctor.ask(findings, "keys", () -> keys(tick.orElseGet(Instant::now)));
    }

    private static Finding clock(Optional<Instant> tick) {
        if (tick.isEmpty()) {
            return Finding.trouble(
                    "clock",
                    "there is no tick on the topics: time does not move, nothing is forecast",
                    "start an engine without --no-clock, or whoever ticks in its place (simulate, replay)");
        }
        Duration behind = Duration.between(tick.get(), Instant.now());
        if (behind.compareTo(CLOCK_MAY_LEAD.negated()) < 0) {
            return Finding.trouble(
                    "clock",
                    "the newest tick, " + tick.get() + ", is "
                            + behind.negated().toSeconds() + " s ahead of this machine's clock",
                    "set both clocks by NTP: the instance that ticks, or this machine, is wrong. In a simulation it is as it should be");
        }
        if (behind.compareTo(CLOCK_MAY_WAIT) > 0) {
            return Finding.trouble(
                    "clock",
                    "the newest tick is of " + tick.get() + ", " + behind.toSeconds() + " s ago: time stands still",
                    "see whether an engine runs and leads the clock (/readyz, check 'clock'). In a replay or simulation it is as it should be");
        }
        return Finding.ok("clock", "the newest tick is of " + tick.get());
    }

    private Finding feeds(Instant now) {
        List<String> stale = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        FEEDS.forEach((topic, limit) -> {
            if (factSince(topic, now.minus(limit)).isPresent()) {
                fresh.add(topic.name());
            } else {
                lastFact(topic, now, limit)
                        .ifPresent(last -> stale.add(topic + " has brought nothing since about " + last));
            }
        });
        if (!stale.isEmpty()) {
            return Finding.trouble(
                    "feeds",
                    String.join("; ", stale),
                    "see why its publisher does not send; forecasts go on without, on a lower rung");
        }
        return fresh.isEmpty()
                ? Finding.trouble(
                        "feeds",
                        "no feed has brought anything for days",
                        "publish series, meters and readings: gridcast simulate shows how it looks")
                : Finding.ok("feeds", "fresh: " + String.join(", ", fresh));
    }

    /** About when the newest fact became known, to within {@code step}; empty for none within so many steps. */
    private Optional<Instant> lastFact(Topic<?> topic, Instant now, Duration step) {
        if (factSince(topic, now.minus(step.multipliedBy(LOOK_BACK))).isEmpty()) {
            return Optional.empty(); // as most feeds are that nobody means to use: one look is enough
        }
        return IntStream.rangeClosed(2, LOOK_BACK)
                .mapToObj(steps -> factSince(topic, now.minus(step.multipliedBy(steps))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** When a fact became known since then, the first of a partition; empty for ticks alone. */
    private Optional<Instant> factSince(Topic<?> topic, Instant since) {
        AtomicReference<Instant> newest = new AtomicReference<>();
        for (Map.Entry<TopicPartition, Long> begin : offsets(topic, since).entrySet()) {
            TopicReader.read(platform.cluster().client(), begin.getKey(), begin.getValue(), entry -> {
                if (!Ticks.isTick(entry.headers())) {
                    newest.accumulateAndGet(
                            Instant.ofEpochMilli(entry.timestamp()), (a, b) -> a == null || b.isAfter(a) ? b : a);
                    return false;
                }
                return true;
            });
        }
        return Optional.ofNullable(newest.get());
    }

    /** Of each partition that has anything since then. */
    private Map<TopicPartition, Long> offsets(Topic<?> topic, Instant since) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Admin admin = platform.cluster().admin()) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            platform.cluster().ask(admin.describeTopics(List.of(topic.name())).allTopicNames()).values().stream()
                    .flatMap(found -> found.partitions().stream())
                    .forEach(partition -> asked.put(
                            new TopicPartition(topic.name(), partition.partition()),
                            OffsetSpec.forTimestamp(since.toEpochMilli())));
            Map<TopicPartition, ListOffsetsResultInfo> found =
                    platform.cluster().ask(admin.listOffsets(asked).all());
            found.forEach((partition, info) -> {
                if (info.offset() >= 0) {
                    offsets.put(partition, info.offset());
                }
            });
        }
        return offsets;
    }

    private Finding champion() {
        List<String> champions = ModelInventory.read(platform).deployments().values().stream()
                .filter(Deployment::isEffective)
                .flatMap(deployment ->
                        deployment.champion().stream().map(model -> model.model() + " of " + deployment.scope()))
                .toList();
        return champions.isEmpty()
                ? Finding.trouble(
                        "champion",
                        "no champion is effective: forecasts stand on similar days and linear models",
                        "gridcast train, gridcast models publish, gridcast models deploy")
                : Finding.ok("champion", String.join(", ", champions));
    }

    private Finding keys(Instant now) {
        List<String> refused = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_AUDIT, (entry, at) -> {
                    if (isRefusedForItsKey(entry) && at.isAfter(now.minus(REFUSALS_OF))) {
                        refused.add(entry.subject() + ": " + entry.details().get("reason"));
                    }
                }));
        if (!refused.isEmpty()) {
            return Finding.trouble(
                    "keys",
                    "packs were refused in the last week: " + String.join("; ", refused),
                    "add the key to models.trusted.keys of every engine (gridcast keys show), or sign with one that is there");
        }
        if (trust.isEmpty()) {
            return Finding.trouble(
                    "keys",
                    "models.trusted.keys is empty: every pack will be refused",
                    "gridcast keys new FILE prints the line for the engine's settings; give it here with --config or --set, too");
        }
        return Finding.ok("keys", "trusted: " + String.join(", ", trust.keys().keySet()));
    }

    private static boolean isRefusedForItsKey(AuditEntry entry) {
        return entry.what().equals("refuse")
                && "PUBLISH".equals(entry.details().get("command"))
                && entry.details().getOrDefault("reason", "").contains("key");
    }
}
