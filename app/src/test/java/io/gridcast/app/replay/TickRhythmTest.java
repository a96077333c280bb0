package io.gridcast.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickRhythmTest {
    private static final Instant NINE = Instant.parse("2024-03-10T09:00:00Z");
    private static final Instant TEN = NINE.plus(Duration.ofHours(1));

    @Test
    void quarterHoursEndTheirGraceOneByOneAndTheIssueItsPatienceOnce() {
        assertThat(minutes(rhythm(Duration.ofMinutes(15), Duration.ofMinutes(5))))
                .containsExactly(5, 10, 20, 35, 50, 60);
    }

    @Test
    void hoursEndTheirGraceOnce() {
        assertThat(minutes(rhythm(Duration.ofHours(1), Duration.ofMinutes(5)))).containsExactly(5, 10, 60);
    }

    @Test
    void aGraceLongerThanASlotEndsBetweenLaterSlots() {
        assertThat(minutes(rhythm(Duration.ofMinutes(15), Duration.ofMinutes(22))))
                .containsExactly(7, 10, 22, 37, 52, 60);
    }

    @Test
    void ticksAreCountedFromFullHoursWhereverTheReplayStands() {
        TickRhythm rhythm = rhythm(Duration.ofMinutes(15), Duration.ofMinutes(5));

        assertThat(rhythm.following(NINE.plusMillis(1))).isEqualTo(NINE.plus(Duration.ofMinutes(5)));
        assertThat(rhythm.following(NINE.minusMillis(1))).isEqualTo(NINE);
    }

    private static TickRhythm rhythm(Duration slot, Duration grace) {
        return new TickRhythm(slot, grace, Duration.ofHours(1), Duration.ofMinutes(10));
    }

    /** Minutes after nine, up to ten. */
    private static List<Integer> minutes(TickRhythm rhythm) {
        List<Integer> minutes = new ArrayList<>();
        for (Instant tick = rhythm.following(NINE); !tick.isAfter(TEN); tick = rhythm.following(tick)) {
            minutes.add((int) Duration.between(NINE, tick).toMinutes());
        }
        return minutes;
    }
}
