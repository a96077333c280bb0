package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that keep running, against a real broker. */
class LiveCommandsTest {
    private static final Instant PRESENT = Instant.parse("2025-01-03T00:00:00Z");
    private static final List<String> SMALL = List.of("--zones", "1", "--feeders", "2", "--meters", "6");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void theSimulatedCountryIsPublishedOnAClusterWithItsOwnTime() {
        try (Platform platform = Platforms.embedded(folder)) {
            platform.createTopics(Partitions.of(1), Keep.EVERYTHING);

            int code = simulate(
                    platform,
                    "--from",
                    "2025-01-01",
                    "--to",
                    PRESENT.toString(),
                    "--speed",
                    "7200",
                    "--duration",
                    "3s");

            assertThat(err.toString()).contains("facts of the past published").contains("the country's time is");
            assertThat(code).isZero();
            List<ObservedLoad> past = new ArrayList<>();
            List<MeterReading> present = new ArrayList<>();
            TreeSet<Instant> ticks = new TreeSet<>();
            TopicFollower.readToEnd(
                    platform.cluster().client(),
                    new Subscription(platform.registry())
                            .values(Topics.LOAD_OBSERVED, (load, at) -> past.add(load))
                            .values(Topics.METER_READINGS, (reading, at) -> present.add(reading))
                            .ticks(Topics.METER_READINGS, (partition, origin, time) -> ticks.add(time)));
            assertThat(past).isNotEmpty().allMatch(load -> !load.slotEnd().isAfter(PRESENT));
            assertThat(present)
                    .isNotEmpty()
                    .allMatch(reading -> !reading.intervalEnd().isBefore(PRESENT));
            assertThat(ticks.first()).isBefore(PRESENT);
            assertThat(ticks.last()).isAfter(PRESENT);
        }
    }

    @Test
    void withoutTopicsNothingIsPublishedAndTheWayToMakeThemIsNamed() {
        try (Platform platform = Platforms.embedded(folder)) {
            assertThat(simulate(platform, "--duration", "1s")).isEqualTo(1);

            assertThat(err.toString()).contains("meter.readings.v1 is missing").contains("gridcast topics create");
            assertThat(platform.registry().latest(Topics.METER_READINGS.subject()))
                    .isEmpty();
        }
    }

    @Test
    void aDemoOfFeedFilesServesHealthAndEndsInTime() {
        String feeds = folder.resolve("feeds").toString();
        List<String> files =
                new ArrayList<>(List.of("simulate", "--out", feeds, "--from", "2025-01-01", "--to", "2025-01-07"));
        files.addAll(SMALL);
        assertThat(run(files)).isZero();

        int code = run(List.of("demo", "--data", feeds, "--speed", "3600", "--duration", "2s", "--http-port", "0"));

        assertThat(err.toString()).contains("/metrics, /livez, /readyz");
        assertThat(code).isZero();
        assertThat(out.toString()).contains("records in");
    }

    private int simulate(Platform platform, String... options) {
        List<String> args = new ArrayList<>(List.of("simulate"));
        args.addAll(NamedPlatform.options(platform));
        args.addAll(SMALL);
        args.addAll(Arrays.asList(options));
        return run(args);
    }

    private int run(List<String> args) {
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }
}
