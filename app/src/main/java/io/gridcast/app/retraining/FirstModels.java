package io.gridcast.app.retraining;

import io.gridcast.app.cluster.TopicReader;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Which targets want a first champion: those with enough history on the topics, where nobody has begun to choose one. As soon as any
 * model has a role in any scope of the target, or somebody else has published one, that is a matter of people and policy, and never
 * of this again. For one thread.
 */
public final class FirstModels {
    private static final String REASON = "nothing was ever deployed: a first champion";

    /** Spikes are asked for by name alone. */
    private static final Map<Target, Topic<?>> HISTORIES =
            new EnumMap<>(Map.of(Target.LOAD, Topics.LOAD_OBSERVED, Target.PRICE, Topics.MARKET_PRICES));

    private final Platform platform;
    private final String who;
    private final Duration enough;
    private final Supplier<Optional<Instant>> clock;
    private final Set<Target> settled = EnumSet.noneOf(Target.class);
    private final Map<Target, Instant> tried = new EnumMap<>(Target.class);
    private final Map<TopicPartition, Instant> firstFacts = new HashMap<>();
    private final Map<TopicPartition, Long> ticksBefore = new HashMap<>();
    private Optional<Instant> lookedAt = Optional.empty();

    /**
     * Nothing is asked for yet.
     *
     * @param who hands models in: one that it has published itself, and has not deployed before it was ended, stops nothing
     * @param enough how far back loads or prices must reach
     * @param clock the engine's time; empty while no clock ticks
     */
    public FirstModels(Platform platform, String who, Duration enough, Supplier<Optional<Instant>> clock) {
        this.platform = platform;
        this.who = who;
        this.enough = enough;
        this.clock = clock;
    }

    /**
     * What is to be trained and deployed now. A target is tried once for each day of the engine's time, on what was known before that
     * day began: whoever repeats it on the same day makes the same version.
     */
    public List<RetrainingRequest> due() {
        Optional<Instant> minute = clock.get().map(now -> now.truncatedTo(ChronoUnit.MINUTES));
        if (minute.isEmpty() || minute.equals(lookedAt)) {
            return List.of();
        }
        lookedAt = minute;
        Instant today = minute.get().truncatedTo(ChronoUnit.DAYS);
        List<RetrainingRequest> due = new ArrayList<>();
        for (Target target : HISTORIES.keySet()) {
            if (!settled.contains(target) && !today.equals(tried.get(target)) && reachesBack(target, today)) {
                tried.put(target, today);
                var first = new RetrainingRequest(Scope.all(target), REASON, today, today);
                if (isStillWanted(first)) {
                    due.add(first);
                } else {
                    settled.add(target);
                }
            }
        }
        return due;
    }

    /** Whether nobody has begun to choose: to be asked again after a training, which takes its time. */
    boolean isStillWanted(RetrainingRequest first) {
        Target target = first.scope().target();
        ModelInventory inventory = ModelInventory.read(platform);
        return inventory.deployments().values().stream()
                        .noneMatch(deployment -> deployment.scope().target() == target)
                && inventory.packs().stream()
                        .filter(pack -> pack.manifest().target() == target)
                        .allMatch(pack -> pack.manifest().author().equals(who));
    }

    private boolean reachesBack(Target target, Instant today) {
        firstFacts(Objects.requireNonNull(HISTORIES.get(target)).name());
        return firstFacts.entrySet().stream()
                .filter(first -> isOf(first.getKey(), target))
                .anyMatch(first -> !first.getValue().isAfter(today.minus(enough)));
    }

    /** When the first fact of each partition became known; ticks are none. What has been read is not read again. */
    private void firstFacts(String topic) {
        try (Admin admin = platform.cluster().admin()) {
            platform.cluster().ask(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .flatMap(found -> found.partitions().stream())
                    .map(found -> new TopicPartition(topic, found.partition()))
                    .filter(partition -> !firstFacts.containsKey(partition))
                    .forEach(this::readOn);
        }
    }

    private void readOn(TopicPartition partition) {
        TopicReader.read(platform.cluster().client(), partition, ticksBefore.getOrDefault(partition, 0L), entry -> {
            ticksBefore.put(partition, entry.offset() + 1);
            if (Ticks.isTick(entry.headers())) {
                return true;
            }
            firstFacts.put(partition, Instant.ofEpochMilli(entry.timestamp()));
            return false;
        });
    }

    private static boolean isOf(TopicPartition partition, Target target) {
        return partition
                .topic()
                .equals(Objects.requireNonNull(HISTORIES.get(target)).name());
    }
}
