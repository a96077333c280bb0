package io.gridcast.app.deadletters;

import io.gridcast.serdes.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** One record on {@code dead.letters.v1}: the original's key and value, raw, and its story. */
public final class DeadLetter {
    private final ConsumerRecord<byte[], byte[]> letter;

    DeadLetter(ConsumerRecord<byte[], byte[]> letter) {
        this.letter = letter;
    }

    /** Its offset on {@code dead.letters.v1}, by which commands name it. */
    public long offset() {
        return letter.offset();
    }

    /** When it was set aside. */
    public Instant at() {
        return Instant.ofEpochMilli(letter.timestamp());
    }

    /** The topic that it came from or was meant for. */
    public Optional<String> topic() {
        return text(DeadLetters.TOPIC);
    }

    /** Its partition there. */
    public Optional<Integer> partition() {
        return number(DeadLetters.PARTITION).map(Long::intValue);
    }

    /** Its offset there; empty where it was never written. */
    public Optional<Long> originalOffset() {
        return number(DeadLetters.OFFSET);
    }

    /** Its timestamp there. */
    public Optional<Instant> originalTime() {
        return number(DeadLetters.TIMESTAMP).map(Instant::ofEpochMilli);
    }

    /** What was wrong with it. */
    public String cause() {
        return text(DeadLetters.CAUSE).orElse("(not said)");
    }

    /** Which step refused it. */
    public String where() {
        return text(DeadLetters.WHERE).orElse("(not said)");
    }

    /** The original's key. */
    public Optional<byte[]> key() {
        return Optional.ofNullable(letter.key());
    }

    /** The original's value. */
    public Optional<byte[]> value() {
        return Optional.ofNullable(letter.value());
    }

    /** The original's own headers. */
    Iterable<Header> originalHeaders() {
        return () -> Arrays.stream(letter.headers().toArray())
                .filter(header -> !header.key().startsWith(DeadLetters.PREFIX))
                .iterator();
    }

    private Optional<String> text(String header) {
        Header found = letter.headers().lastHeader(header);
        return found == null || found.value() == null
                ? Optional.empty()
                : Optional.of(new String(found.value(), StandardCharsets.UTF_8));
    }

    private Optional<Long> number(String header) {
        return text(header).filter(digits -> digits.matches("-?\\d{1,18}")).map(Long::valueOf);
    }
}
