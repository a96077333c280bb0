package io.gridcast.app.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.clock.TickWriter;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.RecordSender;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a first champion is wanted, by what lies on the topics of a real broker. */
class FirstModelsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Scope LOADS = Scope.all(Target.LOAD);

    private final Platform platform;
    private final FirstModels firsts;
    private Instant now = BEGIN;

    FirstModelsTest(@TempDir Path directory) {
        platform = Platforms.embedded(directory);
        platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
        firsts = new FirstModels(platform, "trainer", Duration.ofDays(28), () -> Optional.of(now));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void historyIsWhatFactsReachBackToAndNotTheClock() throws Exception {
        tick(BEGIN);
        now = day(40);
        assertThat(firsts.due()).as("ticks alone").isEmpty();

        load(day(40));
        now = day(67);
        assertThat(firsts.due()).as("27 days of loads").isEmpty();

        now = day(68);
        assertThat(firsts.due()).extracting(RetrainingRequest::scope).containsExactly(LOADS);
        now = now.plus(Duration.ofHours(5));
        assertThat(firsts.due()).as("the same day").isEmpty();
        now = day(69);
        assertThat(firsts.due()).as("the day after, where nothing came of it").hasSize(1);
    }

    @Test
    void whereAnybodyHasBegunToChooseItIsTheirs() {
        load(BEGIN);
        now = day(30);
        RetrainingRequest first = firsts.due().get(0);
        assertThat(firsts.isStillWanted(first)).isTrue();

        send(
                Topics.MODELS_DEPLOYMENTS,
                new Deployment(
                        LOADS, Optional.empty(), List.of(), List.of(), Optional.empty(), 0, now, 1, Optional.empty()),
                now);

        assertThat(firsts.isStillWanted(first)).as("during its training").isFalse();
        now = day(31);
        assertThat(firsts.due()).isEmpty();
    }

    private static Instant day(int day) {
        return BEGIN.plus(Duration.ofDays(day));
    }

    private void tick(Instant at) throws Exception {
        try (Producer<byte[], byte[]> producer = platform.producer("clock", 0)) {
            var ticks = new TickWriter(
                    producer, Topics.ticked().stream().map(Topic::name).toList());
            ticks.tick(at, at.plusSeconds(1));
            ticks.flush();
        }
    }

    private void load(Instant at) {
        send(Topics.LOAD_OBSERVED, new ObservedLoad("s", at, Duration.ofHours(1), 5, 1, LoadQuality.MEASURED, 0), at);
    }

    private <T> void send(Topic<T> topic, T value, Instant at) {
        try (RecordSender sender = new RecordSender(platform)) {
            sender.send(topic, value, at);
        }
    }
}
