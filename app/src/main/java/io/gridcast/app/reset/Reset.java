package io.gridcast.app.reset;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.engine.Application;
import io.gridcast.app.engine.Applications;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes away what applications have made of their inputs, so that they compute it again from the beginning: offsets of their consumer
 * groups, internal topics (changelogs and repartitions), the stores on this machine, and what they have published, where that is asked for:
 * else what is computed again is appended, and consumers, the engine's own among them, see both.
 */
public final class Reset {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final KafkaCluster cluster;
    private final String prefix;
    private final Path stateDir;
    private final List<Application> applications;

    /**
     * What one application keeps.
     *
     * @param id its application id
     * @param members instances that run now
     * @param offsets how many partitions it remembers a place of; -1 where it has no group at all
     * @param topics its internal topics
     * @param outputs public topics that are to be emptied
     * @param stores its directory on this machine
     */
    public record Kept(
            String id, int members, int offsets, List<String> topics, List<String> outputs, List<Path> stores) {
        public Kept {
            topics = List.copyOf(topics);
            outputs = List.copyOf(outputs);
            stores = List.copyOf(stores);
        }

        /** Whether there is nothing to take away. */
        public boolean isNothing() {
            return offsets < 0 && topics.isEmpty() && outputs.isEmpty() && stores.isEmpty();
        }
    }

    /** @param config of the engine: its prefix, its state directory, its topologies */
    public Reset(KafkaCluster cluster, GridcastConfig config) {
        this.cluster = cluster;
        this.prefix = config.engine().prefix();
        this.stateDir = config.engine().stateDir().toAbsolutePath();
        this.applications = Applications.toLookAt(config);
    }

    /**
     * Looks at what applications keep; changes nothing.
     *
     * @param names of applications, as in {@code forecast}
     * @param withOutputs whether what they have published is to go, too
     */
    public List<Kept> survey(Collection<String> names, boolean withOutputs) {
        try (Admin admin = cluster.admin()) {
            Map<String, GroupState> groups = groups(admin);
            TreeSet<String> topics =
                    new TreeSet<>(cluster.ask(admin.listTopics().names()));
            List<Kept> kept = new ArrayList<>();
            for (String name : names) {
                String id = Application.id(prefix, name);
                boolean hasGroup = groups.containsKey(id);
                kept.add(new Kept(
                        id,
                        hasGroup ? members(admin, id) : 0,
                        hasGroup ? offsets(admin, id).size() : -1,
                        topics.stream().filter(topic -> isInternal(topic, id)).toList(),
                        withOutputs
                                ? outputs(name, names).stream()
                                        .filter(topics::contains)
                                        .filter(topic -> !ends(admin, topic).isEmpty())
                                        .toList()
                                : List.of(),
                        stores(id)));
            }
            return kept;
        }
    }

    /**
     * Takes it away: offsets first, so that nothing that is left over is ever taken for a continuation.
     *
     * @param patience how long to wait for instances that were stopped: Kafka Streams does not say goodbye, so a group forgets its members
     *     only after their session, 45 s by default
     * @throws ExplainedException if an instance runs, here or elsewhere
     */
    public void run(List<Kept> all, Duration patience) throws InterruptedException {
        requireUnlocked(all);
        try (Admin admin = cluster.admin()) {
            awaitNoMembers(admin, all, patience);
            for (Kept kept : all) {
                if (kept.offsets() >= 0) {
                    cluster.ask(admin.deleteConsumerGroups(List.of(kept.id()), new DeleteConsumerGroupsOptions())
                            .all());
                }
                if (!kept.topics().isEmpty()) {
                    cluster.ask(admin.deleteTopics(kept.topics()).all());
                }
                for (String output : kept.outputs()) {
                    empty(admin, output);
                }
                kept.stores().forEach(Reset::delete);
            }
        }
    }

    private static void requireUnlocked(List<Kept> all) {
        List<String> locked = new ArrayList<>();
        for (Kept kept : all) {
            kept.stores().stream().filter(Reset::isLocked).forEach(store -> locked.add(store + " is in use"));
        }
        if (!locked.isEmpty()) {
            throw running(locked);
        }
    }

    private void awaitNoMembers(Admin admin, List<Kept> all, Duration patience) throws InterruptedException {
        long endNs = System.nanoTime() + patience.toNanos();
        while (true) {
            List<String> there = new ArrayList<>();
            for (Kept kept : all) {
                int members = kept.offsets() < 0 ? 0 : members(admin, kept.id());
                if (members > 0) {
                    there.add(kept.id() + " has " + members + (members == 1 ? " member" : " members"));
                }
            }
            if (there.isEmpty()) {
                return;
            }
            if (System.nanoTime() - endNs >= 0) {
                throw running(there);
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    private static ExplainedException running(List<String> what) {
        return new ExplainedException(
                "the engine runs: " + String.join(", ", what),
                "an instance that loses its stores and offsets while it runs would write wrong results",
                "stop all instances first; the cluster forgets one that was stopped within a minute (--wait)");
    }

    private static boolean isInternal(String topic, String id) {
        return topic.startsWith(id + "-") && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
    }

    /** Public topics that only the applications write that begin anew: not inputs, and not what others add to. */
    private List<String> outputs(String name, Collection<String> names) {
        TreeSet<String> outputs = new TreeSet<>();
        for (Application application : applications) {
            if (application.name().equals(name)) {
                outputs.addAll(application.writes());
            }
        }
        for (Application application : applications) {
            if (!names.contains(application.name())) {
                outputs.removeAll(application.writes());
            }
        }
        return outputs.stream()
                .filter(topic -> Topics.named(topic)
                        .filter(known -> !known.isTicked() && !known.isRaw())
                        .isPresent())
                .toList();
    }

    /** The ends of partitions that hold something. */
    private Map<TopicPartition, Long> ends(Admin admin, String topic) {
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        for (TopicDescription found : cluster.ask(
                        admin.describeTopics(List.of(topic)).allTopicNames())
                .values()) {
            found.partitions().forEach(partition -> {
                first.put(new TopicPartition(topic, partition.partition()), OffsetSpec.earliest());
                last.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
            });
        }
        Map<TopicPartition, Long> begins = new HashMap<>();
        cluster.ask(admin.listOffsets(first).all())
                .forEach((partition, begin) -> begins.put(partition, begin.offset()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        cluster.ask(admin.listOffsets(last).all()).forEach((partition, end) -> {
            if (end.offset() > begins.getOrDefault(partition, 0L)) {
                ends.put(partition, end.offset());
            }
        });
        return ends;
    }

    private void empty(Admin admin, String topic) {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        ends(admin, topic).forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
        if (!all.isEmpty()) {
            cluster.ask(admin.deleteRecords(all).all());
        }
    }

    private Map<String, GroupState> groups(Admin admin) {
        Map<String, GroupState> groups = new TreeMap<>();
        for (GroupListing group :
                cluster.ask(admin.listGroups(new ListGroupsOptions()).all())) {
            groups.put(group.groupId(), group.groupState().orElse(GroupState.UNKNOWN));
        }
        return groups;
    }

    private int members(Admin admin, String id) {
        return cluster.ask(admin.describeConsumerGroups(List.of(id)).all()).values().stream()
                .mapToInt(group -> group.members().size())
                .sum();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, String id) {
        return new HashMap<>(cluster.ask(admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata()));
    }

    private List<Path> stores(String id) {
        Path directory = stateDir.resolve(id);
        return Files.isDirectory(directory) ? List.of(directory) : List.of();
    }

    /** Kafka Streams locks {@code .lock} of an application's directory while it runs. */
    private static boolean isLocked(Path store) {
        Path lock = store.resolve(".lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw undeletable(store, e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw undeletable(directory, e);
        }
    }

    private static ExplainedException undeletable(Path directory, IOException e) {
        return new ExplainedException(
                directory + " cannot be taken away: " + e,
                "stores of before beside offsets of a new beginning would be restored needlessly, or be wrong",
                "delete it by hand, or mend its rights and run the command again",
                e);
    }
}
