package io.gridcast.app.doctor;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.TopicProblem;
import io.gridcast.app.topics.TopicSetup;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** Looks at a cluster, a registry, a directory and what is on the topics; changes nothing. */
public final class Doctor {
    private static final long LEAST_DISK_BYTES = 2L << 30;
    private static final String CLUSTER_VERSION = "metadata.version";
    /** That of Kafka 3.3, the first without ZooKeeper. */
    private static final short FIRST_OF_KRAFT = 7;

    private final Platform platform;
    private final GridcastConfig config;

    /** @param platform not asked for anything yet: what does not answer is a finding */
    public Doctor(Platform platform, GridcastConfig config) {
        this.platform = platform;
        this.config = config;
    }

    /** Looks at everything; what can not be looked at is skipped. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(disk(config.engine().stateDir().toAbsolutePath()));
        boolean hasRegistry = ask(findings, "registry", this::registry);
        boolean hasBroker = ask(findings, "broker", this::broker);
        if (!hasBroker) {
            skip(findings, "the broker", "versions", "topics");
        } else {
            ask(findings, "versions", this::versions);
        }
        if (hasRegistry) {
            ask(findings, "schemas", this::schemas);
        } else {
            skip(findings, "the registry", "schemas");
        }
        boolean hasTopics = hasBroker && ask(findings, "topics", this::topics);
        if (hasTopics && hasRegistry) {
            new TopicContents(platform, config.lifecycle().trust()).examine(findings);
        } else {
            skip(findings, hasRegistry ? "the topics" : "the registry", TopicContents.NAMES.toArray(String[]::new));
        }
        return findings;
    }

    /** One look. */
    @FunctionalInterface
    interface Look {
        Finding take();
    }

    /** Whether it is well. */
    static boolean ask(List<Finding> findings, String name, Look look) {
        Finding finding;
        try {
            finding = look.take();
        } catch (ExplainedException e) {
            finding = Finding.trouble(name, e);
        }
        findings.add(finding);
        return finding.state() == Finding.State.OK;
    }

    private static void skip(List<Finding> findings, String missing, String... names) {
        for (String name : names) {
            findings.add(Finding.skipped(name, missing));
        }
    }

    private Finding broker() {
        try (Admin admin = platform.cluster().admin()) {
            int nodes = platform.cluster().ask(admin.describeCluster().nodes()).size();
            return Finding.ok(
                    "broker",
                    nodes + (nodes == 1 ? " broker" : " brokers") + " at "
                            + platform.cluster().bootstrapServers());
        }
    }

    private Finding versions() {
        try (Admin admin = platform.cluster().admin()) {
            FinalizedVersionRange cluster = platform.cluster()
                    .ask(admin.describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get(CLUSTER_VERSION);
            return version(Optional.ofNullable(cluster).map(FinalizedVersionRange::maxVersionLevel));
        }
    }

    /** @param level of the metadata that the cluster has agreed on; empty where it knows of none */
    static Finding version(Optional<Short> level) {
        return level.filter(known -> known >= FIRST_OF_KRAFT)
                .map(known -> Finding.ok("versions", "the cluster's " + CLUSTER_VERSION + " is " + known))
                .orElseGet(
                        () -> Finding.trouble(
                                "versions",
                                "the cluster is older than Kafka 3.3, or runs on ZooKeeper",
                                "use a cluster of Kafka 3.3 or newer in KRaft mode, or finish its upgrade with kafka-features"));
    }

    private Finding registry() {
        platform.registry().latest(Topics.FORECASTS.subject());
        return Finding.ok("registry", platform.registry().toString());
    }

    private Finding schemas() {
        List<String> problems = new ArrayList<>();
        int missing = 0;
        for (Topic<?> topic : Topics.all()) {
            if (topic.isRaw()) {
                continue;
            }
            missing += platform.registry().latest(topic.subject()).isEmpty() ? 1 : 0;
            try {
                platform.registry()
                        .incompatibilities(
                                topic.subject(), topic.codec().schema().toString())
                        .forEach(reason -> problems.add(topic.subject() + ": " + reason));
            } catch (RegistryException e) {
                problems.add(topic.subject() + ": " + e.what());
            }
        }
        if (!problems.isEmpty()) {
            return Finding.trouble(
                    "schemas",
                    String.join("; ", problems),
                    "another version of gridcast, or somebody else, wrote to these topics: use the version that fits, or other topics");
        }
        return Finding.ok(
                "schemas",
                missing == 0
                        ? "all that are registered fit"
                        : missing + " are not registered yet: the engine does that when it starts");
    }

    /** Topics of a cluster in operation, or of a demo and replay, which keep everything. */
    private Finding topics() {
        List<TopicProblem> problems;
        try (Admin admin = platform.cluster().admin()) {
            problems = new TopicSetup(platform.cluster(), admin, Keep.AS_CATALOGUED).check(Optional.empty());
            if (!problems.isEmpty()
                    && new TopicSetup(platform.cluster(), admin, Keep.EVERYTHING)
                            .check(Optional.empty())
                            .isEmpty()) {
                return Finding.ok("topics", "all are there, and keep everything");
            }
        }
        return problems.isEmpty()
                ? Finding.ok("topics", "all " + Topics.all().size() + " are as the catalogue says")
                : Finding.trouble(
                        "topics",
                        problems.stream().map(TopicProblem::toString).collect(Collectors.joining("; ")),
                        problems.stream().map(TopicProblem::mend).distinct().collect(Collectors.joining("; ")));
    }

    /** @param directory of the stores, absolute; the engine makes it where it is not there yet */
    static Finding disk(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            if (!Files.isDirectory(existing)) {
                return Finding.trouble(
                        "disk",
                        existing + " is no directory, so no store can lie there",
                        "move that file away, or set engine.state-dir");
            }
            if (!Files.isWritable(existing)) {
                return Finding.trouble(
                        "disk", existing + " cannot be written", "give its user the right, or set engine.state-dir");
            }
            return room(directory, free);
        } catch (IOException e) {
            return Finding.trouble(
                    "disk",
                    existing + " cannot be looked at: " + e.getMessage(),
                    "check engine.state-dir and its file system");
        }
    }

    static Finding room(Path directory, long freeBytes) {
        String room =
                String.format(Locale.ROOT, "%.1f GiB are free for %s", freeBytes / (double) (1L << 30), directory);
        return freeBytes < LEAST_DISK_BYTES
                ? Finding.trouble("disk", room, "make room: 2 GiB at least, or set engine.state-dir elsewhere")
                : Finding.ok("disk", room);
    }
}
