package io.gridcast.topology.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class AtHandTest {
    private static final Bytes KEY = Bytes.wrap(new byte[] {1});
    private static final Bytes OTHER = Bytes.wrap(new byte[] {2});
    private static final int LARGE = 10 << 20;

    private final AtHand atHand = new AtHand();

    @Test
    void whatWasPutLastIsThereUntilItIsTakenOut() {
        AtHand.Hand hand = atHand.open(ServedStores.SERIES, 2);
        hand.put(KEY, value(1, 3));
        hand.put(KEY, value(2, 3));

        assertThat(newest(2, KEY)).hasValueSatisfying(value -> {
            assertThat(value.timeMs()).isEqualTo(2);
            assertThat(value.bytes()).hasSize(3);
        });
        assertThat(newest(1, KEY)).as("another partition").isEmpty();
        assertThat(atHand.newest(ServedStores.ZONES, 2, KEY)).as("other stores").isEmpty();

        hand.remove(KEY);
        assertThat(newest(2, KEY)).isEmpty();
    }

    @Test
    void aTaskThatEndsTakesItsOwnAlongAndNotItsSuccessors() {
        AtHand.Hand first = atHand.open(ServedStores.SERIES, 0);
        first.put(KEY, value(1, 1));
        AtHand.Hand second = atHand.open(ServedStores.SERIES, 0);
        assertThat(newest(0, KEY)).as("what a task before put").isEmpty();

        second.put(KEY, value(2, 1));
        first.close();
        assertThat(newest(0, KEY)).isPresent();

        second.close();
        assertThat(newest(0, KEY)).isEmpty();
    }

    @Test
    void whatIsTooMuchIsLeftToTheStoreAndWhatIsHeldStaysTrue() {
        AtHand.Hand hand = atHand.open(ServedStores.SERIES, 0);
        hand.put(KEY, value(1, LARGE));
        hand.put(OTHER, value(1, LARGE));
        assertThat(newest(0, OTHER)).isEmpty();

        hand.put(KEY, value(2, LARGE));
        assertThat(newest(0, KEY)).map(NewestValue::timeMs).hasValue(2L);

        hand.remove(KEY);
        hand.put(OTHER, value(3, LARGE));
        assertThat(newest(0, OTHER)).isPresent();
    }

    private Optional<NewestValue> newest(int partition, Bytes key) {
        return atHand.newest(ServedStores.SERIES, partition, key);
    }

    private static byte[] value(long timeMs, int length) {
        return new NewestValue(timeMs, new byte[length]).stored();
    }
}
