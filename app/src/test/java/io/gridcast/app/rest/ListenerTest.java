package io.gridcast.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.UTF_8);

    private final Listener everything = new Listener(EnumSet.allOf(EventKind.class), Set.of());

    @Test
    void aSlowListenerIsCutOffAndNeverWaitedFor() {
        for (int i = 0; i < 10_000 && !everything.isCutOff(); i++) {
            everything.offer(EVENT);
        }

        assertThat(everything.isCutOff()).isTrue();
        assertThat(everything.wants(EventKind.FORECAST, "ES")).isFalse();
    }

    @Test
    void oneThatTakesWhatComesStays() throws InterruptedException {
        List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            everything.offer(EVENT);
            if (i % 1000 == 0) {
                everything.take(taken, 0);
            }
        }
        everything.take(taken, 0);

        assertThat(everything.isCutOff()).isFalse();
        assertThat(taken).hasSize(10_000).allSatisfy(event -> assertThat(event).isSameAs(EVENT));
    }

    @Test
    void whoAsksAboutOneSeriesHearsOfItAndOfModels() {
        Listener one = new Listener(EnumSet.of(EventKind.FORECAST, EventKind.DEPLOYMENT), Set.of("ES"));

        assertThat(one.wants(EventKind.FORECAST, "ES")).isTrue();
        assertThat(one.wants(EventKind.FORECAST, "FR")).isFalse();
        assertThat(one.wants(EventKind.OBSERVED, "ES")).isFalse();
        assertThat(one.wants(EventKind.DEPLOYMENT, "load/*")).isTrue();
    }
}
