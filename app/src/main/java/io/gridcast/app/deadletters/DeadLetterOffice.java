package io.gridcast.app.deadletters;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.cluster.TopicReader;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads the dead letters of a cluster and sends them, mended or as they are, back to where they came from. */
public final class DeadLetterOffice implements AutoCloseable {
    private static final TopicPartition LETTERS = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);

    private final KafkaCluster cluster;
    private final Producer<byte[], byte[]> producer;

    /** Connects to the cluster. */
    public DeadLetterOffice(KafkaCluster cluster) {
        this.cluster = cluster;
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("client.id", "gridcast-dead-letters");
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Reads the letters that are there now, in the order in which they were set aside.
     *
     * @param each takes a letter and says whether to go on
     */
    public void read(long fromOffset, Predicate<DeadLetter> each) {
        TopicReader.read(cluster.client(), LETTERS, fromOffset, entry -> each.test(new DeadLetter(entry)));
    }

    /**
     * The letter at an offset.
     *
     * @throws ExplainedException if there is none
     */
    public DeadLetter at(long offset) {
        DeadLetter[] found = new DeadLetter[1];
        read(offset, letter -> {
            if (letter.offset() == offset) {
                found[0] = letter;
            }
            return false;
        });
        if (found[0] == null) {
            throw new ExplainedException(
                    "there is no dead letter at offset " + offset,
                    "the number is wrong, or the letter is older than the retention of " + LETTERS.topic(),
                    "`gridcast dead-letters list` shows those that are there");
        }
        return found[0];
    }

    /**
     * Sends a letter's record back to its topic, with its own key and headers, and waits until the broker has it.
     *
     * @param mended the value to send; empty for the one that was refused
     * @param time its timestamp; empty for now, as that is when the mended fact became known
     * @return where the record is now
     * @throws ExplainedException if its topic is none of the catalogue
     */
    public String sendBack(DeadLetter letter, Optional<byte[]> mended, Optional<Instant> time) {
        String topic = letter.topic().orElse("(not said)");
        if (Topics.named(topic).isEmpty() || topic.equals(LETTERS.topic())) {
            throw new ExplainedException(
                    "dead letter " + letter.offset() + " came from " + topic + ", which is no topic to send it back to",
                    "only topics of the catalogue take records from outside; internal ones belong to the engine",
                    "mend the record that this one was made from, on its own topic");
        }
        byte[] key = letter.key().orElse(null);
        Integer partition = key == null ? letter.partition().orElse(null) : null;
        Long timestamp = time.map(Instant::toEpochMilli).orElse(null);
        byte[] value = mended.or(letter::value).orElse(null);
        try {
            RecordMetadata written = producer.send(
                            new ProducerRecord<>(topic, partition, timestamp, key, value, letter.originalHeaders()))
                    .get();
            return written.topic() + "-" + written.partition() + "@" + written.offset();
        } catch (ExecutionException e) {
            throw cluster.explain(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
