package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who gave something wrong: what, why and how to mend it, before any work was begun. */
class BadInputTest {
    private static final String LOAD = "interval_start,series_id,load_mw\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private Path feeds;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void twoDaysOfLoad() throws IOException {
        feeds = Files.createDirectory(directory.resolve("feeds"));
        Files.writeString(
                feeds.resolve("series.csv"),
                "series_id,zone,targets,resolution,time_zone,holiday_region,unit_load,unit_price,latitude,longitude\n"
                        + "A,Z,load,PT1H,Europe/Madrid,ES,MW,,40.4,-3.7\n");
        var load = new StringBuilder(LOAD);
        Instant start = Instant.parse("2017-01-01T00:00:00Z");
        for (int hour = 0; hour < 48; hour++) {
            load.append(start.plusSeconds(hour * 3600L)).append(",A,10\n");
        }
        Files.writeString(feeds.resolve("load.csv"), load);
    }

    @Test
    void aFolderThatIsNotThere() {
        fails(1, "nowhere is no folder", "replay", "--data", "nowhere");
    }

    @Test
    void anEventThatIsNone() {
        fails(2, "event is 'spot>300', must look like spot:above:300", spikes("spot>300", "--from", "2017-01-02"));
    }

    @Test
    void spikesOfAPriceThatNobodyOwns() {
        fails(1, "no series has the target price", spikes("spot:above:300", "--from", "2017-01-02"));
    }

    @Test
    void aBudgetWithoutAlerts() {
        fails(
                2,
                "--alerts-per-week is 0.0",
                spikes("spot:above:300", "--from", "2017-01-02", "--alerts-per-week", "0"));
    }

    private String[] spikes(String event, String... more) {
        return Stream.concat(Stream.of("spikes", "--data", feeds.toString(), "--event", event), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void aColumnThatIsNotThere() throws IOException {
        Files.writeString(feeds.resolve("load.csv"), "interval_start,series_id,load\n");

        fails(1, "load.csv has no column 'load_mw'", replay());
    }

    @Test
    void aBrokenLine() throws IOException {
        Files.writeString(feeds.resolve("load.csv"), LOAD + "2017-01-01T00:00:00Z,A,10,11\n");

        fails(1, "load.csv line 2 has 4 cells, the header names 3", replay());
    }

    @Test
    void aFileThatIsNoText() throws IOException {
        Files.write(feeds.resolve("load.csv"), new byte[] {31, -117, 8, 0, 0});

        fails(1, "load.csv is no text", replay());
    }

    @Test
    void aNegativeSpeed() {
        fails(2, "--speed is -1.0", replay("--speed", "-1"));
    }

    @Test
    void aReportThatCannotBeWrittenIsNoticedBeforeTheReplay() {
        fails(1, "cannot write " + feeds, replay("--json", feeds.toString()));
    }

    @Test
    void packsThatCannotBeWrittenAreNoticedBeforeTheTraining() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        fails(1, "cannot write " + file, "train", "--data", feeds.toString(), "--out", file.toString());
    }

    @Test
    void trainingThatCannotBeTunedSo() {
        String[] train = {
            "train",
            "--data",
            feeds.toString(),
            "--out",
            directory.resolve("packs").toString()
        };

        fails(2, "--search is 1, must be at least 2", and(train, "--search", "1"));
        fails(2, "--under-costs is 0.0, must be from 1/19 to 19", and(train, "--under-costs", "0"));
        fails(2, "'tides' is no group of features, these are: [calendar, season", and(train, "--drop", "tides"));
        fails(2, "--search and --select-features are for trees", and(train, "--network", "--select-features"));
        fails(
                2,
                "--search and --select-features are for trees of load and price, --spikes trains none",
                and(train, "--spikes", "spot:above:300", "--search", "9"));
        fails(1, "there is no covariate tides_m in the data", and(train, "--covariates", "tides_m"));
    }

    @Test
    void aQuestionThatNobodyCanAnswer() {
        fails(2, "give --bootstrap-servers and --schema-registry, or --keep", "explain", "--series", "ES");
        fails(2, "--target is spike, must be load or price", "explain", "--series", "ES", "--target", "spike");
        fails(1, "nothing was kept in", "scenarios", "--series", "ES", "--keep", directory.toString());
    }

    @Test
    void trainingThatFailsLeavesNothing() throws IOException {
        Path packs = directory.resolve("packs");

        fails(1, "rows of load", "train", "--data", feeds.toString(), "--out", packs.toString());

        assertThat(packs).doesNotExist();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(feeds);
        }
    }

    @Test
    void aPackThatIsHalfWrittenIsNamed() throws IOException {
        Path packs = Files.createDirectory(directory.resolve("packs"));
        Files.write(packs.resolve("load.gridpack"), "GRIDPACK\0\0".getBytes(StandardCharsets.US_ASCII));

        fails(1, packs.resolve("load.gridpack") + " cannot be used", replay("--packs", packs.toString()));
    }

    @Test
    void aPackThatIsNone() throws IOException {
        Path packs = Files.createDirectory(directory.resolve("packs"));
        Files.writeString(packs.resolve("load.gridpack"), "this is no model at all");

        fails(1, "the bytes do not start with GRIDPACK", replay("--packs", packs.toString()));
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            fails(1, "port " + port + " of 127.0.0.1 cannot be used", "demo", "--http-port", port);
        }
    }

    @Test
    void aPortThatIsNone() {
        fails(1, "there is no port 99999", "demo", "--http-port", "99999");
    }

    @Test
    void aBrokerThatIsAway() throws IOException {
        String address = nobodysAddress();

        fails(1, "no Kafka broker answers at " + address, "topics", "check", "--bootstrap-servers", address);
    }

    private String[] replay(String... further) {
        return Stream.concat(Stream.of("replay", "--data", feeds.toString()), Stream.of(further))
                .toArray(String[]::new);
    }

    private void fails(int code, String what, String... args) {
        assertThat(Gridcast.run(new PrintWriter(said), new PrintWriter(said), args))
                .as(said::toString)
                .isEqualTo(code);
        assertThat(said.toString().lines().toList().toString())
                .contains("error: ")
                .contains(what)
                .contains("  why:  ")
                .contains("  mend: ")
                .doesNotContain("unexpected", "\tat ");
    }

    private static String nobodysAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static String[] and(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }
}
