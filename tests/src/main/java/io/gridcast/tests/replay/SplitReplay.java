package io.gridcast.tests.replay;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.EvaluationTopology;
import io.gridcast.topology.ForecastTopology;
import io.gridcast.topology.LifecycleTopology;
import io.gridcast.topology.LoadObservationTopology;
import io.gridcast.topology.ShadowTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * A replay in several processes: broker and registry in this one, each instance of the engine and the feed in one of its own, so that
 * instances can be killed and started again on what they left behind.
 *
 * <p>Not thread-safe.
 */
public final class SplitReplay implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final List<String> APPLICATIONS = List.of(
            LoadObservationTopology.APPLICATION_ID,
            ForecastTopology.APPLICATION_ID,
            ShadowTopology.APPLICATION_ID,
            EvaluationTopology.APPLICATION_ID,
            LifecycleTopology.APPLICATION_ID);

    private final Path directory;
    private final CommandLines commands;
    private final ReplayOrder order;
    private final OwnCluster cluster;
    private final int partitions;
    private final TopicFollower follower;
    private final List<PackShipment> alsoTrusted = new ArrayList<>();
    private final Map<String, String> otherSettings = new LinkedHashMap<>();
    private final Map<String, RunningCommand> engines = new LinkedHashMap<>();
    private @Nullable RunningCommand feed;
    private volatile Instant issued = Instant.MIN;

    private SplitReplay(Path directory, CommandLines commands, ReplayOrder order, int partitions) {
        this.directory = directory;
        this.commands = commands;
        this.order = order;
        this.partitions = partitions;
        cluster = OwnCluster.start(directory.resolve("kafka"), partitions);
        follower = TopicFollower.start(
                "forecasts",
                cluster.platform().cluster().client(),
                new Subscription(cluster.platform().registry())
                        .raw(Topics.FORECASTS, record -> issued = Instant.ofEpochMilli(record.timestamp())));
    }

    /**
     * Starts a broker and a registry; nothing runs on them yet.
     *
     * @param directory for the broker, the stores of the instances, and what they print
     * @param partitions of the topics by meter and of those by series
     */
    public static SplitReplay open(Path directory, CommandLines commands, ReplayOrder order, int partitions)
            throws IOException {
        Files.createDirectories(directory);
        return new SplitReplay(directory, commands, order, partitions);
    }

    /** Starts an instance of the engine; one of the same name goes on with the stores that it left behind. */
    public void startEngine(String instance) {
        List<String> arguments = new ArrayList<>(List.of("run", "--no-clock", "--http-port", "0"));
        arguments.addAll(cluster.arguments());
        settings(instance).forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        engines.put(instance, commands.start(directory.getFileName() + "-engine-" + instance, arguments));
    }

    /** Ends an instance as {@code kill -9} does. */
    public void killEngine(String instance) throws InterruptedException {
        RunningCommand engine = engines.remove(instance);
        if (engine == null) {
            throw new IllegalArgumentException("no engine is called " + instance);
        }
        engine.kill();
    }

    /** Waits until all instances that were started share the work of every application. */
    public void awaitSharing() throws InterruptedException {
        try (Admin admin = cluster.platform().cluster().admin()) {
            while (!isShared(admin)) {
                engines.values().forEach(RunningCommand::requireRunning);
                engines.values().iterator().next().awaitEnd(LOOK_EVERY);
            }
        }
    }

    /** Lets models be published that the replay itself does not deploy; before an engine is started. */
    public void trust(PackShipment pack) {
        alsoTrusted.add(pack);
    }

    /** Sets what engines are configured by; before one is started. */
    public void set(String key, String value) {
        otherSettings.put(key, value);
    }

    /** The broker and registry that everything runs on. */
    public Platform platform() {
        return cluster.platform();
    }

    /**
     * Begins to send the feed.
     *
     * @param further options of {@code gridcast replay}
     */
    public void startFeed(String... further) {
        List<String> arguments = new ArrayList<>(order.arguments());
        arguments.addAll(cluster.arguments());
        arguments.addAll(List.of("--no-engine", "--partitions", Integer.toString(partitions)));
        arguments.addAll(List.of("--digest", digest().toString()));
        arguments.addAll(List.of(further));
        feed = commands.start(directory.getFileName() + "-feed", arguments);
    }

    /** Waits until a forecast has been issued at {@code instant} of the feed's time or later. */
    public void awaitForecast(Instant instant) throws InterruptedException {
        while (issued.isBefore(instant)) {
            follower.requireNoFailure();
            engines.values().forEach(RunningCommand::requireRunning);
            feed().requireRunning();
            feed().awaitEnd(LOOK_EVERY);
        }
    }

    /** Waits until a deployment of {@code model} has gone out, whether its time is fixed or not. */
    public void awaitDeployment(DeployedModel model) throws InterruptedException {
        awaitDeployments((seen, deployment) -> seen || deployment.models().contains(model));
    }

    /** Waits until {@code model}, which had a role, has none any more. */
    public void awaitRetirement(DeployedModel model) throws InterruptedException {
        var had = new AtomicBoolean();
        awaitDeployments((gone, deployment) -> {
            boolean has = deployment.models().contains(model);
            had.compareAndSet(false, has);
            return had.get() && !has;
        });
    }

    /** @param step whether it has come, by what was known before and the next deployment */
    private void awaitDeployments(BiPredicate<Boolean, Deployment> step) throws InterruptedException {
        var hasCome = new AtomicBoolean();
        var deployments = new Subscription(cluster.platform().registry())
                .values(
                        Topics.MODELS_DEPLOYMENTS,
                        (deployment, at) -> hasCome.set(step.test(hasCome.get(), deployment)));
        try (TopicFollower ofDeployments =
                TopicFollower.start("deployments", cluster.platform().cluster().client(), deployments)) {
            while (!hasCome.get()) {
                ofDeployments.requireNoFailure();
                engines.values().forEach(RunningCommand::requireRunning);
                feed().awaitEnd(LOOK_EVERY);
            }
        }
    }

    /** Waits until the feed has passed through the engine; the fingerprint of each public topic. */
    public List<String> awaitDigest(Duration atMost) throws InterruptedException, IOException {
        feed().awaitSuccess(atMost);
        engines.values().forEach(RunningCommand::requireRunning);
        return Files.readAllLines(digest());
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
        engines.values().forEach(RunningCommand::close);
        follower.close();
        cluster.close();
    }

    private Map<String, String> settings(String instance) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("engine.instance", instance);
        settings.put("engine.commit-interval", "200ms");
        // As a replay has it: on a busy machine a shorter one gives up transactions of instances that live.
        // One that is started again on its stores does not wait for it.
        settings.put("engine.transaction-timeout", "60s");
        settings.put("engine.state-dir", directory.resolve("state-" + instance).toString());
        settings.put("forecast.from", order.from().toString());
        settings.put(
                "models.trusted.packs",
                Stream.concat(PackShipment.readAll(order.packs()).stream(), alsoTrusted.stream())
                        .map(PackShipment::packHash)
                        .collect(Collectors.joining(",")));
        settings.putAll(otherSettings);
        return settings;
    }

    private boolean isShared(Admin admin) throws InterruptedException {
        Collection<ConsumerGroupDescription> groups;
        try {
            groups = admin.describeConsumerGroups(APPLICATIONS).all().get().values();
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw new IllegalStateException("could not ask for consumer groups", e);
        }
        return groups.stream()
                .allMatch(group -> group.groupState() == GroupState.STABLE
                        && group.members().size() == engines.size());
    }

    private RunningCommand feed() {
        if (feed == null) {
            throw new IllegalStateException("the feed has not been started");
        }
        return feed;
    }

    private Path digest() {
        return directory.resolve("digest.txt");
    }
}
