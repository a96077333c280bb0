package io.gridcast.topology.flow;

import io.gridcast.topology.time.KnownRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a key belongs to: murmur2, as Kafka's Java producers have it. */
public final class Partitions {
    private Partitions() {}

    /** The partition of a textual key. */
    public static int of(String key, int partitions) {
        return of(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** The partition of a key. */
    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /**
     * Refuses a record that lies on another partition than its key says, so that it is set aside by name and never joined wrongly.
     *
     * @throws IllegalArgumentException if it does
     */
    public static void requireOwn(KnownRecord record, int partitions) {
        byte[] key = record.key();
        if (key == null || key.length == 0) {
            throw new IllegalArgumentException("record has no key, so it belongs to no partition");
        }
        int expected = of(key, partitions);
        if (expected != record.partition()) {
            throw new IllegalArgumentException("key " + record.keyText() + " belongs on partition " + expected + " of "
                    + partitions + ", not on " + record.partition()
                    + ": the publisher partitions differently (librdkafka needs partitioner=murmur2_random)");
        }
    }
}
