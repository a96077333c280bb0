package io.gridcast.app.engine;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.EngineConfig;
import io.gridcast.state.BoundedRocksDb;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** What Kafka Streams is told, from an {@link EngineConfig}. */
final class StreamsSettings {
    private static final String ANY_TIME = Long.toString(Long.MAX_VALUE);
    private static final int BATCH_BYTES = 131_072;
    private static final int LINGER_MS_WITHIN_TRANSACTION = 20;
    private static final int RECORDS_A_POLL = 5_000;
    private static final long READER_COMMITS_MS = 5_000;

    private StreamsSettings() {}

    /** @param advertised where this instance answers HTTP calls, for the others; empty where it does not */
    static Properties of(
            EngineConfig config, KafkaCluster cluster, Application application, Optional<HostInfo> advertised) {
        String applicationId = Application.id(config.prefix(), application.name());
        Properties p = new Properties();
        p.putAll(cluster.client());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        p.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toAbsolutePath().toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
        p.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, config.taskIdle().toMillis());
        p.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        p.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        advertised.ifPresent(at -> p.put(StreamsConfig.APPLICATION_SERVER_CONFIG, at.host() + ":" + at.port()));
        if (application.isReader()) {
            reader(p);
        } else {
            guarantee(p, config);
        }
        failures(p, applicationId);
        stores(p, config);
        clients(p, config, applicationId);
        internalTopics(p);
        return p;
    }

    /** Its stores show what is in them, committed or not: commits only say where a restart goes on. */
    private static void reader(Properties p) {
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, READER_COMMITS_MS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS_WITHIN_TRANSACTION);
    }

    private static void guarantee(Properties p, EngineConfig config) {
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        boolean exactlyOnce = config.guarantee() == EngineConfig.Guarantee.EXACTLY_ONCE;
        p.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                exactlyOnce ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        if (exactlyOnce) {
            p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                    config.transactionTimeout().toMillis());
        }
        // Under exactly-once nothing is seen before the commit, which flushes: waiting longer for a batch costs no
        // time.
        p.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                exactlyOnce ? LINGER_MS_WITHIN_TRANSACTION : 0);
    }

    private static void failures(Properties p, String applicationId) {
        p.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, StopOnProductionError.class);
        p.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, SetAsideOnProcessingError.class);
        p.put(SetAsideOnProcessingError.WHERE, applicationId);
    }

    private static void stores(Properties p, EngineConfig config) {
        p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        p.put(BoundedRocksDb.MEMORY_BYTES, Long.toString(config.rocksDbMemoryBytes()));
    }

    private static void clients(Properties p, EngineConfig config, String applicationId) {
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), config.maxRecordBytes() + 65_536);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RECORDS_A_POLL);
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS_A_POLL);
        if (!config.instance().isEmpty()) {
            p.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                    applicationId + "-" + config.instance());
        }
    }

    /** A broker refuses future timestamps otherwise, and a replay or a simulation brings them. */
    private static void internalTopics(Properties p) {
        p.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG), ANY_TIME);
        p.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG), ANY_TIME);
    }
}
