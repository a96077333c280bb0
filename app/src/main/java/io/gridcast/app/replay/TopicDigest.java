package io.gridcast.app.replay;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.topology.time.Origins;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Fingerprints of the public topics: for each topic the SHA-256 over its keys in order, and over the timestamps and values of each
 * key in the order in which they were written. Ticks, offsets, partitions and the ids that a registry happened to give are left
 * out, so the same records and ticks give the same digests however tasks interleaved.
 *
 * <p>{@code models.readiness.v1} is left out, its keys are partitions; dead letters have no order between tasks, so theirs are
 * sorted.
 */
public final class TopicDigest {
    /** Magic byte and schema id of the wire format. */
    private static final int SCHEMA_ID_BYTES = 5;

    private TopicDigest() {}

    /**
     * One topic's fingerprint.
     *
     * @param sha256 hex
     */
    public record Fingerprint(long keys, long records, String sha256) {}

    /** Reads all public topics to their end; by topic, in the order of the catalogue. */
    public static Map<String, Fingerprint> read(Map<String, Object> client, SchemaRegistry registry) {
        Map<String, Builder> builders = new LinkedHashMap<>();
        Subscription subscription = new Subscription(registry);
        for (Topic<?> topic : Topics.all()) {
            if (!topic.name().equals(Topics.MODELS_READINESS.name())) {
                Builder builder = new Builder(topic);
                builders.put(topic.name(), builder);
                subscription.raw(topic, builder::add);
            }
        }
        TopicFollower.readToEnd(client, subscription);
        Map<String, Fingerprint> digests = new LinkedHashMap<>();
        builders.forEach((topic, builder) -> digests.put(topic, builder.build()));
        return digests;
    }

    /** One line a topic: digest, keys, records, name. */
    public static String format(Map<String, Fingerprint> digests) {
        StringBuilder text = new StringBuilder();
        digests.forEach((topic, digest) -> text.append(digest.sha256())
                .append(' ')
                .append(digest.keys())
                .append(' ')
                .append(digest.records())
                .append(' ')
                .append(topic)
                .append('\n'));
        return text.toString();
    }

    private static final class Builder {
        private static final Pattern PARTITION = Pattern.compile("-\\d+$");

        private final boolean isRaw;
        private final boolean isUnordered;
        private final Map<String, KeyDigest> byKey = new TreeMap<>();

        Builder(Topic<?> topic) {
            isRaw = topic.isRaw();
            isUnordered = topic.name().equals(Topics.DEAD_LETTERS.name());
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            String key = (record.key() == null ? "" : HexFormat.of().formatHex(record.key())) + " " + writer(record);
            byKey.computeIfAbsent(key, k -> new KeyDigest()).add(fingerprint(record));
        }

        Fingerprint build() {
            MessageDigest whole = sha256();
            long records = 0;
            for (Map.Entry<String, KeyDigest> entry : byKey.entrySet()) {
                whole.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
                whole.update(entry.getValue().finish(isUnordered));
                records += entry.getValue().records;
            }
            return new Fingerprint(byKey.size(), records, HexFormat.of().formatHex(whole.digest()));
        }

        /** The step that wrote it: where several write to a key of one topic, each one's records have an order. */
        private static String writer(ConsumerRecord<byte[], byte[]> record) {
            Header origin = record.headers().lastHeader(Origins.ORIGIN);
            return origin == null
                    ? ""
                    : PARTITION
                            .matcher(new String(origin.value(), StandardCharsets.UTF_8))
                            .replaceFirst("");
        }

        private byte[] fingerprint(ConsumerRecord<byte[], byte[]> record) {
            MessageDigest one = sha256();
            one.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array());
            byte[] value = record.value();
            if (value == null) {
                one.update((byte) 0);
            } else {
                int from = isRaw ? 0 : Math.min(SCHEMA_ID_BYTES, value.length);
                one.update((byte) 1);
                one.update(value, from, value.length - from);
            }
            return one.digest();
        }
    }

    private static final class KeyDigest {
        private final List<byte[]> fingerprints = new ArrayList<>();
        private final MessageDigest chain = sha256();
        private long records;

        void add(byte[] fingerprint) {
            records++;
            fingerprints.add(fingerprint);
        }

        byte[] finish(boolean isUnordered) {
            if (isUnordered) {
                fingerprints.sort(java.util.Arrays::compareUnsigned);
            }
            fingerprints.forEach(chain::update);
            return chain.digest();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
