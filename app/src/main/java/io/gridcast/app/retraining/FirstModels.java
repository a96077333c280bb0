package io.gridcast.app.retraining;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which targets want a first champion: those that series have, with enough history, where nobody has begun to choose one. As soon as any
 * model has a role in any scope of the target, or somebody else has published one, that is a matter of people and policy, and never
 * of this again. For one thread.
 */
public final class FirstModels {
    private static final String REASON = "nothing was ever deployed: a first champion";

    private final Platform platform;
    private final String who;
    private final Duration enough;
    private final Supplier<Optional<Instant>> clock;
    private final Set<Target> settled = EnumSet.noneOf(Target.class);
    private final Map<Target, Instant> tried = new EnumMap<>(Target.class);

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
        Optional<Instant> now = clock.get();
        if (now.isEmpty() || settled.containsAll(List.of(Target.LOAD, Target.PRICE))) {
            return List.of();
        }
        Instant today = now.get().truncatedTo(ChronoUnit.DAYS);
        List<RetrainingRequest> due = new ArrayList<>();
        for (Target target : targets()) {
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

    /** Of series; spikes are asked for by name alone. */
    private Set<Target> targets() {
        Set<Target> targets = EnumSet.noneOf(Target.class);
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.GRID_SERIES, (series, at) -> targets.addAll(series.targets())));
        return targets;
    }

    private boolean reachesBack(Target target, Instant today) {
        Topic<?> topic = target == Target.LOAD ? Topics.LOAD_OBSERVED : Topics.MARKET_PRICES;
        try (var consumer = new KafkaConsumer<>(
                platform.cluster().client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> sinceEver = new HashMap<>();
            consumer.partitionsFor(topic.name())
                    .forEach(partition ->
                            sinceEver.put(new TopicPartition(partition.topic(), partition.partition()), 0L));
            return consumer.offsetsForTimes(sinceEver).values().stream()
                    .filter(found -> found != null)
                    .mapToLong(OffsetAndTimestamp::timestamp)
                    .anyMatch(firstMs -> firstMs <= today.minus(enough).toEpochMilli());
        }
    }
}
