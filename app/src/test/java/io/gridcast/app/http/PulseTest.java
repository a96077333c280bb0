package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicLong nowNs = new AtomicLong(7);
    private final Pulse pulse = new Pulse("looked for requests", Duration.ofSeconds(60), nowNs::get);

    @Test
    void itIsInTroubleOnceItDoesNotBeatAnyMore() {
        pass(60);
        assertThat(pulse.trouble()).isEmpty();

        pass(1);

        assertThat(pulse.trouble())
                .hasValue("looked for requests 61 s ago for the last time, 60 s are usual: restart it");
        pulse.beat();
        assertThat(pulse.trouble()).isEmpty();
    }

    @Test
    void workThatTakesLongIsNoTroubleUntilItsNextBeat() {
        pulse.busy();
        pass(3600);
        assertThat(pulse.trouble()).isEmpty();

        pulse.beat();
        pass(61);

        assertThat(pulse.trouble()).isPresent();
    }

    @Test
    void workThatTakesHalfADayHangs() {
        pulse.busy();
        pass(12 * 3600 + 1);

        assertThat(pulse.trouble()).isPresent();
    }

    private void pass(long seconds) {
        nowNs.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
