package io.gridcast.topology.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadObservationConfigTest {
    @Test
    void theDefaultsAreThese() {
        assertThat(LoadObservationConfig.of(4, 2))
                .isEqualTo(new LoadObservationConfig(
                        4,
                        2,
                        Duration.ofMinutes(5),
                        Duration.ofDays(7),
                        Duration.ofSeconds(2),
                        96,
                        Duration.ofMinutes(15),
                        20_000,
                        1_000_000));
    }

    @Test
    void aGraceLongerThanReadingsAreUsedIsRefused() {
        assertThatThrownBy(() -> new LoadObservationConfig(
                        1,
                        1,
                        Duration.ofDays(8),
                        Duration.ofDays(7),
                        Duration.ZERO,
                        96,
                        Duration.ofMinutes(15),
                        1,
                        20_000))
                .hasMessageContaining("readings.grace is PT192H")
                .hasMessageContaining("readings.late");
    }

    @Test
    void readingsOlderThanAWeekCannotBeAskedFor() {
        assertThatThrownBy(() -> new LoadObservationConfig(
                        1,
                        1,
                        Duration.ofMinutes(5),
                        Duration.ofDays(8),
                        Duration.ZERO,
                        96,
                        Duration.ofMinutes(15),
                        1,
                        20_000))
                .hasMessageContaining("readings.late is PT192H, must be at most PT168H");
    }
}
