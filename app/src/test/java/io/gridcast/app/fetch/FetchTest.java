package io.gridcast.app.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that grows with what a service tells. */
class FetchTest {
    private static final Instant FIRST = Instant.parse("2023-01-01T00:00:00Z");
    private static final int DAYS = 60;

    private final RecordedService service = new RecordedService();
    private final SetAside setAside = new SetAside();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path parent;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whatIsFetchedIsAFolderOfFeedFilesWithTotals() throws Exception {
        tellDays(0, 2);

        List<TimedEvent> changed = fetch(day(0), day(2));

        assertThat(changed).hasSize(2 * 24 * 3);
        FeedFolder folder = FeedFolder.open(denmark());
        assertThat(folder.series()).extracting(Series::seriesId).containsExactly("DK1-111", "DK1-121", "DK1");
        List<ObservedLoad> totals = loads(folder, "DK1");
        assertThat(totals).hasSize(48);
        assertThat(totals.get(5).loadMw()).isEqualTo(0.105 + 0.2);
        assertThat(totals.get(5).coverage()).isEqualTo(1);
        assertThat(Files.readString(denmark().resolve("SOURCE.md"))).contains("ConsumptionDE35Hour");
    }

    @Test
    void aTotalWithoutOneOfItsMembersSaysHowMuchOfItWasMeasured() throws Exception {
        tellDays(0, 1);
        service.load(day(1), "DK1", "111", 500);

        fetch(day(0), day(2));

        List<ObservedLoad> totals = loads(FeedFolder.open(denmark()), "DK1");
        assertThat(totals.get(24).loadMw()).isEqualTo(0.5);
        assertThat(totals.get(24).coverage()).isEqualTo(0.5);
    }

    @Test
    void theNextFetchGoesOnWhereTheFilesEndAndTakesCorrections() throws Exception {
        tellDays(0, 40);
        fetch(day(0), day(40));
        service.asked().clear();
        tellDays(40, 41);
        service.load(day(39), "DK1", "111", 777);

        List<TimedEvent> changed = fetch(day(0), day(41));

        assertThat(changed).hasSize(24 * 3 + 1);
        assertThat(service.asked())
                .allSatisfy(query -> assertThat(query.get("start")).startsWith("2023-02-0"));
        assertThat(loads(FeedFolder.open(denmark()), "DK1-111").get(39 * 24).loadMw())
                .isEqualTo(0.777);
        assertThat(fetch(day(0), day(41))).isEmpty();
    }

    @Test
    void anInterruptedFetchKeepsWhatItHasAndGoesOn() throws Exception {
        tellDays(0, DAYS);
        service.willFail((exchange, right) ->
                RecordedService.status(200, new String(right)).answer(exchange, right));
        service.willFail((exchange, right) ->
                RecordedService.status(200, new String(right)).answer(exchange, right));
        service.willFail(RecordedService.status(400, "gone"));

        assertThatThrownBy(() -> fetch(day(0), day(DAYS))).hasMessageContaining("gone");

        assertThat(parts()).isEmpty();
        assertThat(FeedFolder.open(denmark()).events().hasNext()).isTrue();
        fetch(day(0), day(DAYS));
        assertThat(loads(FeedFolder.open(denmark()), "DK1")).hasSize(DAYS * 24);
    }

    @Test
    void anEarlierBeginningIsFilledBackwardsSoThatNoHoleCanStay() throws Exception {
        tellDays(0, DAYS);
        fetch(day(50), day(DAYS));

        Fetch again = new Fetch(source(), folder(), (what, stretch, rows) -> {});

        assertThat(again.stretches(folder().loads().oldest(), folder().loads().newest(), day(0), day(DAYS)))
                .containsExactly(
                        new Fetch.Stretch(day(22), day(50)),
                        new Fetch.Stretch(day(0), day(22)),
                        new Fetch.Stretch(day(DAYS).minus(Duration.ofHours(1)).minus(Duration.ofDays(7)), day(DAYS)));
        fetch(day(0), day(DAYS));
        assertThat(loads(FeedFolder.open(denmark()), "DK1-111")).hasSize(DAYS * 24);
    }

    @Test
    void aFolderOfAnotherChoiceOrOriginIsLeftAlone() throws Exception {
        tellDays(0, 1);
        fetch(day(0), day(1));
        FeedSource other = new EnergiDataService(service.address(), Set.of("DK1", "DK2"), ConsumptionDataset.DE35);
        Path foreign = Files.createDirectories(parent.resolve("foreign"));
        Files.writeString(foreign.resolve("series.csv"), "series_id\n");

        assertThatThrownBy(() -> FetchedFolder.open(denmark(), other))
                .hasMessageContaining("areas=DK1 ")
                .hasMessageContaining("areas=DK1,DK2");
        assertThatThrownBy(() -> FetchedFolder.open(foreign, source())).hasMessageContaining("not empty");
    }

    @Test
    void aFileThatWasChangedByHandIsNotWrittenOver() throws Exception {
        tellDays(0, 1);
        fetch(day(0), day(1));
        Files.write(denmark().resolve("load.csv.gz"), gzip("interval_start,series_id,load_mw\n2023-01-01,A,1\n"));

        assertThatThrownBy(() -> fetch(day(0), day(1))).hasMessageContaining("'2023-01-01' is no time");
    }

    @Test
    void aServiceThatTellsNothingIsAFailureThatSaysWhatToTry() {
        assertThatThrownBy(() -> fetch(day(0), day(1))).hasMessageContaining("neither loads nor prices");
    }

    private void tellDays(int from, int to) {
        for (Instant hour = day(from); hour.isBefore(day(to)); hour = hour.plus(1, ChronoUnit.HOURS)) {
            long ofDay = ChronoUnit.HOURS.between(FIRST, hour) % 24;
            service.load(hour, "DK1", "111", 100 + ofDay);
            service.load(hour, "DK1", "121", 200);
            service.price(hour, "DK1", 50 + ofDay);
        }
    }

    private static Instant day(int day) {
        return FIRST.plus(day, ChronoUnit.DAYS);
    }

    private List<TimedEvent> fetch(Instant from, Instant to) throws InterruptedException {
        return new Fetch(source(), folder(), (what, stretch, rows) -> {}).run(from, to, setAside);
    }

    private FeedSource source() {
        var http = new PatientHttp(Duration.ofSeconds(20), pause -> {}, InstantSource.system());
        return new EnergiDataService(
                new DatasetRows(http, service.address(), 500), Set.of("DK1"), ConsumptionDataset.DE35);
    }

    private FetchedFolder folder() {
        return FetchedFolder.open(denmark(), source());
    }

    private Path denmark() {
        return parent.resolve("denmark");
    }

    private List<Path> parts() throws IOException {
        try (var files = Files.list(denmark())) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(bytes)) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<ObservedLoad> loads(FeedFolder folder, String seriesId) {
        List<ObservedLoad> loads = new ArrayList<>();
        folder.events().forEachRemaining(event -> {
            if (event.fact() instanceof ObservedLoad load && load.seriesId().equals(seriesId)) {
                loads.add(load);
            }
        });
        return loads;
    }
}
