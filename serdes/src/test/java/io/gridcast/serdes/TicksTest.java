package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void aTickOfTheClockSaysItsOriginAndWhenTheNextCanCome() {
        var headers = Ticks.clockHeaders(1_483_228_800_000L);

        assertThat(Ticks.isTick(headers)).isTrue();
        assertThat(Ticks.origin(headers)).isEqualTo("clock");
        assertThat(Ticks.nextMs(headers)).hasValue(1_483_228_800_000L);
        assertThat(headers.lastHeader("gridcast.next").value())
                .containsExactly(0x00, 0x00, 0x01, 0x59, 0x57, 0x53, 0x64, 0x00);
    }

    @Test
    void aTickPassedOnCarriesTheNameOfItsTaskOnly() {
        var headers = Ticks.headers("load-3");

        assertThat(Ticks.origin(headers)).isEqualTo("load-3");
        assertThat(Ticks.nextMs(headers)).isEmpty();
    }

    @Test
    void anOrdinaryRecordIsNoTick() {
        var headers = new RecordHeaders();

        assertThat(Ticks.isTick(headers)).isFalse();
        assertThatThrownBy(() -> Ticks.origin(headers))
                .hasMessageContaining("gridcast.tick")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
