package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.fetch.RecordedService;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a service's answers to forecasts, and to a cluster. */
class FetchCommandTest {
    private static final Instant FIRST = Instant.parse("2023-03-15T00:00:00Z");
    private static final int DAYS = 18; // over the change of clocks

    private final RecordedService service = new RecordedService();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void oneCommandForecastsTheNextDayOfEachAreaAndCodeAndTheirTotal() throws Exception {
        tell(0, DAYS);

        int code = fetch("--forecast", folder.resolve("next.csv").toString());

        assertThat(code).as(err::toString).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("next.csv"));
        Instant end = FIRST.plus(DAYS, ChronoUnit.DAYS);
        assertThat(lines.get(0)).startsWith("series_id,target,unit,issued_at,model,rung,slot,point,q05,");
        for (String series : List.of("DK1", "DK1-111", "DK1-121")) {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith(series + ",load,MW," + end + ","))
                    .as(series)
                    .hasSizeGreaterThanOrEqualTo(24);
        }
        assertThat(lines).anyMatch(line -> line.startsWith("DK1,price,EUR/MWh,"));
        assertThat(out.toString()).contains("the newest forecasts, slot by slot, are in");
    }

    @Test
    void whatIsNewIsPublishedOnAClusterAndNothingTwice() {
        tell(0, 2);
        try (Platform platform = Platforms.embedded(folder.resolve("platform"))) {
            platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
            String[] cluster = NamedPlatform.options(platform).toArray(String[]::new);

            assertThat(fetch(cluster)).as(err::toString).isZero();
            assertThat(loads(platform)).hasSize(2 * 24 * 3);
            tell(2, 3);
            service.load(FIRST.plus(30, ChronoUnit.HOURS), "DK1", "111", 9_000);
            assertThat(fetch(cluster)).as(err::toString).isZero();
            assertThat(fetch(cluster)).as(err::toString).isZero();

            List<ObservedLoad> loads = loads(platform);
            assertThat(loads).hasSize(3 * 24 * 3 + 3);
            assertThat(loads)
                    .filteredOn(load -> load.slot().equals(FIRST.plus(30, ChronoUnit.HOURS)))
                    .filteredOn(load -> load.seriesId().equals("DK1"))
                    .extracting(ObservedLoad::revision)
                    .containsExactly(0, 1);
        }
    }

    @Test
    void callsThatCannotWorkAreRefusedBeforeAnythingIsAsked() {
        assertThat(fetch("--every", "10s")).isEqualTo(2);
        assertThat(fetch("--duration", "10s")).isEqualTo(2);
        assertThat(fetch("--from", "2024-01-01")).isEqualTo(2);
        assertThat(fetch("--loads", "DK99")).isEqualTo(2);
        assertThat(run("fetch", "elsewhere", "--out", folder.toString())).isEqualTo(2);

        assertThat(service.asked()).isEmpty();
        assertThat(err.toString()).contains("must be energi-data-service").doesNotContain("\tat ");
    }

    private static List<ObservedLoad> loads(Platform platform) {
        List<ObservedLoad> loads = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.LOAD_OBSERVED, (load, at) -> loads.add(load)));
        assertThat(new TreeSet<>(loads.stream().map(ObservedLoad::seriesId).toList()))
                .containsExactly("DK1", "DK1-111", "DK1-121");
        return loads;
    }

    private void tell(int from, int to) {
        Instant end = FIRST.plus(to, ChronoUnit.DAYS);
        for (Instant hour = FIRST.plus(from, ChronoUnit.DAYS);
                hour.isBefore(end);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            double phase = Math.sin(hour.getEpochSecond() / 86_400.0 * 2 * Math.PI);
            service.load(hour, "DK1", "111", 100_000 + 30_000 * phase);
            service.load(hour, "DK1", "121", 50_000 - 10_000 * phase);
            service.price(hour.plus(1, ChronoUnit.DAYS), "DK1", 60 + 20 * phase);
        }
    }

    private int fetch(String... more) {
        List<String> args = new ArrayList<>(List.of("fetch", "energi-data-service", "--areas", "DK1"));
        args.addAll(List.of(
                "--url",
                service.address().toString(),
                "--out",
                folder.resolve("denmark").toString()));
        args.addAll(List.of("--to", "2023-05-01"));
        if (!Arrays.asList(more).contains("--from")) {
            args.addAll(List.of("--from", FIRST.toString()));
        }
        args.addAll(Arrays.asList(more));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
