package io.gridcast.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.cli.Gridcast;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay over the days on which clocks are changed: prices for the whole local day, loads for 48 hours, no hour left out. */
class ClockChangeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final StringWriter said = new StringWriter();
    private final PrintWriter out = new PrintWriter(said);

    @ParameterizedTest
    @CsvSource({"2024-03-31, 23", "2024-10-27, 25"})
    void theDayOfAChangeIsForecastWhole(LocalDate day, long hours) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Path feeds = directory.resolve("feeds");
        assertThat(Gridcast.run(
                        out,
                        out,
                        SimulatedFeeds.command(
                                        feeds,
                                        midnight.minus(Duration.ofDays(18)),
                                        midnight.plus(Duration.ofDays(3)),
                                        1,
                                        1,
                                        1)
                                .toArray(String[]::new)))
                .as(said::toString)
                .isZero();

        ForecastDays days = replay(feeds, midnight);

        assertThat(days.problems()).isEmpty();
        assertThat(days.series()).isNotEmpty().allSatisfy(series -> {
            assertThat(days.loadDays(series).get(hours)).containsExactly(day);
            assertThat(days.loadDays(series).get(24L)).contains(day.minusDays(1), day.plusDays(1));
        });
        assertThat(days.series()).anySatisfy(series -> {
            assertThat(days.pricedDays(series).get(hours)).containsExactly(day);
            assertThat(days.pricedDays(series).get(24L)).contains(day.minusDays(1), day.plusDays(1));
        });
    }

    private ForecastDays replay(Path feeds, Instant midnight) {
        try (OwnCluster cluster = OwnCluster.start(directory.resolve("kafka"), 1)) {
            int code = ClockChanges.replay(
                    cluster,
                    out,
                    List.of(
                            "--data",
                            feeds.toString(),
                            "--no-models",
                            "--from",
                            midnight.minus(Duration.ofDays(3)).toString(),
                            "--set",
                            "engine.state-dir=" + directory.resolve("state")));
            assertThat(code).as(said::toString).isZero();
            return ForecastDays.read(cluster.platform());
        }
    }
}
