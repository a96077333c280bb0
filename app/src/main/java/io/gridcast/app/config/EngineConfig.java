package io.gridcast.app.config;

import io.gridcast.core.check.Checks;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the engine runs on Kafka.
 *
 * @param prefix what application ids begin with ({@code engine.prefix}): two engines with other prefixes on one cluster do not know
 *     each other
 * @param instance names this instance among those that share the prefix; a name makes it a static member of its consumer groups, so
 *     that a quick restart moves no tasks; empty for none ({@code engine.instance})
 * @param stateDir where stores lie ({@code engine.state-dir})
 * @param guarantee exactly or at least once ({@code engine.guarantee})
 * @param commitInterval how often results become visible under exactly-once ({@code engine.commit-interval})
 * @param threads stream threads an application ({@code engine.threads})
 * @param standbyReplicas copies of each store on other instances ({@code engine.standby-replicas})
 * @param replicationFactor of internal topics, −1 for the broker's default ({@code engine.replication-factor})
 * @param transactionTimeout after which the transaction of an instance that died is given up, so that readers go on ({@code
 *     engine.transaction-timeout})
 * @param taskIdle how long a task waits for the slower of its inputs; correct with any value ({@code engine.task-idle})
 * @param rocksDbMemoryBytes bound of all stores' native memory ({@code engine.rocksdb-memory-bytes})
 * @param maxRecordBytes largest record that is sent ({@code gridcast.max.record.bytes})
 * @param registryPatience how long it waits before it asks a registry again that did not answer ({@code engine.registry-patience})
 */
public record EngineConfig(
        String prefix,
        String instance,
        Path stateDir,
        Guarantee guarantee,
        Duration commitInterval,
        int threads,
        int standbyReplicas,
        int replicationFactor,
        Duration transactionTimeout,
        Duration taskIdle,
        long rocksDbMemoryBytes,
        int maxRecordBytes,
        Duration registryPatience) {
    /** What a crash may do to results. */
    public enum Guarantee {
        /** Nothing is lost and nothing is there twice. */
        EXACTLY_ONCE,
        /** Nothing is lost; the last moments may be there twice. Quicker by the commit interval. */
        AT_LEAST_ONCE
    }

    public EngineConfig {
        Checks.requireText("engine.prefix", prefix);
        Checks.require(
                prefix.matches("[a-zA-Z0-9._-]+"),
                "engine.prefix is '" + prefix + "', must be made of letters, digits, dots, dashes and underscores");
        Checks.requirePositive("engine.commit-interval", commitInterval);
        Checks.require(threads >= 1, "engine.threads is " + threads + ", must be at least 1");
        Checks.require(
                standbyReplicas >= 0, "engine.standby-replicas is " + standbyReplicas + ", must not be negative");
        Checks.require(
                replicationFactor == -1 || replicationFactor >= 1,
                "engine.replication-factor is " + replicationFactor
                        + ", must be -1 (the broker's default) or at least 1");
        Checks.require(
                transactionTimeout.compareTo(commitInterval) > 0,
                "engine.transaction-timeout is " + transactionTimeout + ", must be longer than engine.commit-interval ("
                        + commitInterval + ")");
        Checks.require(!taskIdle.isNegative(), "engine.task-idle is " + taskIdle + ", must not be negative");
        Checks.require(
                rocksDbMemoryBytes >= 16 << 20,
                "engine.rocksdb-memory-bytes is " + rocksDbMemoryBytes + ", must be at least 16777216");
        Checks.require(
                maxRecordBytes >= 65_536,
                "gridcast.max.record.bytes is " + maxRecordBytes + ", must be at least 65536");
        Checks.requirePositive("engine.registry-patience", registryPatience);
    }

    /** Reads and checks the settings of the engine. */
    public static EngineConfig read(Settings settings) {
        String prefix = settings.text(
                "engine.prefix",
                "gridcast",
                "What application ids begin with; engines with other prefixes on one cluster do not know each other");
        String instance = settings.text(
                "engine.instance",
                "",
                "Name of this instance; with a name it is a static member of its consumer groups, so that a quick restart"
                        + " moves no tasks");
        Path stateDir = settings.path("engine.state-dir", Path.of(".gridcast", "state"), "Where stores lie");
        Guarantee guarantee = settings.choice(
                "engine.guarantee",
                Guarantee.EXACTLY_ONCE,
                "What a crash may do to results: exactly_once or at_least_once");
        Duration commitInterval = settings.duration(
                "engine.commit-interval",
                Duration.ofMillis(100),
                "How often results become visible under exactly-once; shorter is quicker, longer is cheaper");
        int threads = settings.whole("engine.threads", 1, "Stream threads an application");
        int standbys = settings.whole("engine.standby-replicas", 0, "Copies of each store on other instances");
        int copies = settings.whole(
                "engine.replication-factor", -1, "Replication factor of internal topics; -1 is the broker's default");
        Duration transactionTimeout = settings.duration(
                "engine.transaction-timeout",
                Duration.ofSeconds(10),
                "After which the transaction of an instance that died is given up, so that readers go on");
        Duration taskIdle = settings.duration(
                "engine.task-idle",
                Duration.ZERO,
                "How long a task waits for the slower of its inputs; results are the same with any value");
        long rocksDb = settings.large(
                "engine.rocksdb-memory-bytes", 128L << 20, "Bound of the native memory of all stores of the process");
        int maxRecord = settings.whole(
                "gridcast.max.record.bytes",
                1_000_000,
                "Largest record that is sent; what is larger goes to dead.letters.v1. Raise max.message.bytes of the topics"
                        + " with it");
        Duration patience = settings.duration(
                "engine.registry-patience",
                Duration.ofSeconds(5),
                "How long the engine waits before it asks a registry again that did not answer");
        return settings.make(() -> new EngineConfig(
                prefix,
                instance,
                stateDir,
                guarantee,
                commitInterval,
                threads,
                standbys,
                copies,
                transactionTimeout,
                taskIdle,
                rocksDb,
                maxRecord,
                patience));
    }
}
