package io.gridcast.app.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service's answers in the shape in which it gives them, over HTTP, right and wrong. */
class EnergiDataServiceTest {
    private static final Instant NINE = Instant.parse("2023-05-01T09:00:00Z");
    private static final Instant TEN = NINE.plus(1, ChronoUnit.HOURS);
    private static final Instant ELEVEN = NINE.plus(2, ChronoUnit.HOURS);

    private final RecordedService service = new RecordedService();
    private final List<Duration> pauses = new ArrayList<>();
    private final SetAside setAside = new SetAside();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void consumptionOfAnAreaAndACodeIsTheLoadOfASeries() throws Exception {
        service.load(NINE, "DK1", "111", 53_024.231);
        service.load(NINE, "DK2", "111", 20_000);
        service.load(TEN, "DK1", 121, 1_000);

        List<ObservedLoad> loads = source("DK1", "DK2").loads(NINE, ELEVEN, setAside);

        assertThat(loads).extracting(ObservedLoad::seriesId).containsExactlyInAnyOrder("DK1-111", "DK2-111", "DK1-121");
        assertThat(loads.get(0).loadMw()).isCloseTo(53.024231, within(1e-12));
        assertThat(setAside.lines()).isEmpty();
    }

    @Test
    void anAreaIsTheTotalOfItsCodesAndOwnsThePrice() {
        List<Series> series =
                source("DK1", "DK2").series(Set.of("DK1-121", "DK1-111", "DK2-111"), Set.of("DK1", "DK2"));

        assertThat(series).extracting(Series::seriesId).containsExactly("DK1-111", "DK1-121", "DK1", "DK2-111", "DK2");
        assertThat(series.get(2).members()).containsExactly("DK1-111", "DK1-121");
        assertThat(series.get(2).targets()).containsExactlyInAnyOrder(Target.LOAD, Target.PRICE);
        assertThat(series.get(0).targets()).containsExactly(Target.LOAD);
    }

    @Test
    void theNewerCodesAreOfTheWholeCountry() throws Exception {
        service.newerLoad(NINE, "JB_JC", 120.5);

        var source = new EnergiDataService(rows(100), Set.of("DK1"), ConsumptionDataset.DK36);
        List<ObservedLoad> loads = source.loads(NINE, ELEVEN, setAside);

        assertThat(loads).singleElement().satisfies(load -> {
            assertThat(load.seriesId()).isEqualTo("DK-JB_JC");
            assertThat(load.loadMw()).isCloseTo(120.5, within(1e-12));
        });
        assertThat(source.series(Set.of("DK-JB_JC"), Set.of("DK1")))
                .extracting(Series::seriesId)
                .containsExactly("DK-JB_JC", "DK", "DK1");
    }

    @Test
    void pagesAreAskedForUntilAllRowsAreThere() throws Exception {
        for (int code = 100; code < 112; code++) {
            service.load(NINE, "DK1", Integer.toString(code), code);
        }

        List<ObservedLoad> loads =
                new EnergiDataService(rows(5), Set.of("DK1"), ConsumptionDataset.DE35).loads(NINE, TEN, setAside);

        assertThat(loads).hasSize(12);
        assertThat(service.asked()).extracting(query -> query.get("offset")).containsExactly("0", "5", "10");
    }

    @Test
    void aServiceThatAsksToBeLeftAloneIsLeftAloneForSoLong() throws Exception {
        service.load(NINE, "DK1", "111", 1);
        service.willFail(RecordedService.status(429, "", "Retry-After", "7"));
        service.willFail(RecordedService.status(
                429, "{\"statusCode\":429,\"message\":\"Rate limit is exceeded. Try again in 42 seconds.\"}"));
        service.willFail(RecordedService.status(503, "", "Retry-After", "Mon, 01 May 2023 12:00:20 GMT"));

        assertThat(source("DK1").loads(NINE, TEN, setAside)).hasSize(1);

        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(42), Duration.ofSeconds(20));
    }

    @Test
    void passingFaultsAreWaitedOutLongerEachTime() throws Exception {
        service.load(NINE, "DK1", "111", 1);
        service.willFail(RecordedService.status(503, "busy"));
        service.willFail(RecordedService.cut());
        service.willFail(RecordedService.half());

        assertThat(source("DK1").loads(NINE, TEN, setAside)).hasSize(1);

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsAskedAgain() throws Exception {
        service.load(NINE, "DK1", "111", 1);
        var late = new java.util.concurrent.CountDownLatch(1);
        service.willFail((exchange, right) -> {
            try {
                late.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var http = new PatientHttp(
                Duration.ofMillis(300),
                pause -> {
                    pauses.add(pause);
                    late.countDown();
                },
                InstantSource.system());

        var rows = new DatasetRows(http, service.address(), 100);
        List<ObservedLoad> loads =
                new EnergiDataService(rows, Set.of("DK1"), ConsumptionDataset.DE35).loads(NINE, TEN, setAside);

        assertThat(loads).hasSize(1);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aServiceThatStaysAwayIsGivenUpAfterAWhile() {
        for (int i = 0; i < PatientHttp.TRIES; i++) {
            service.willFail(RecordedService.status(500, "<html>oops</html>"));
        }

        assertThatThrownBy(() -> source("DK1").loads(NINE, TEN, setAside))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("status 500: <html>oops</html>")
                .hasMessageContaining("8 tries");
        assertThat(pauses).hasSize(PatientHttp.TRIES - 1);
    }

    @Test
    void aRefusalIsNotAskedAgain() {
        service.willFail(RecordedService.status(400, "{\"message\":\"unknown column\"}"));

        assertThatThrownBy(() -> source("DK1").loads(NINE, TEN, setAside)).hasMessageContaining("unknown column");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aServiceThatAsksForHoursEndsTheFetch() {
        service.willFail(RecordedService.status(429, "", "Retry-After", "7200"));

        assertThatThrownBy(() -> source("DK1").loads(NINE, TEN, setAside)).hasMessageContaining("7200 s");
        assertThat(pauses).isEmpty();
    }

    @Test
    void rowsThatCannotBeUsedAreSetAsideByCause() throws Exception {
        service.load(NINE, "DK1", "111", 1_000);
        service.load(NINE, "DK1", "112", 0).putNull("TotalCon");
        service.load(NINE, "DK1", "113", 0).remove("TotalCon");
        service.load(NINE, "DK1", "114", -3);
        service.load(NINE, "DK1", "115", 0).put("TotalCon", "n/a");
        service.load(NINE, "DK1", "116", 1).put("HourUTC", "yesterday");
        service.load(NINE.plusSeconds(60), "DK1", "117", 1);
        service.load(NINE, "DK1", "a code, with commas", 1);
        service.load(NINE, "DK1", "118", 1).remove("PriceArea");

        List<ObservedLoad> loads = source("DK1").loads(NINE, TEN, setAside);

        assertThat(loads).extracting(ObservedLoad::seriesId).containsExactly("DK1-111");
        assertThat(setAside.lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith("3 rows set aside: TotalCon is missing or no number"))
                .anySatisfy(line -> assertThat(line).startsWith("1 row set aside: TotalCon is negative"))
                .anySatisfy(line -> assertThat(line).startsWith("2 rows set aside: HourUTC is no full hour"))
                .anySatisfy(line -> assertThat(line).startsWith("2 rows set aside: it names no area or no code"));
    }

    @Test
    void aRowThatIsThereTwiceCountsOnce() throws Exception {
        service.load(NINE, "DK1", "111", 1_000);
        service.load(NINE, "DK1", "111", 1_000);
        service.load(NINE, "DK1", "112", 1_000);
        service.load(NINE, "DK1", "112", 2_000);

        List<ObservedLoad> loads = source("DK1").loads(NINE, TEN, setAside);

        assertThat(loads).extracting(ObservedLoad::loadMw).containsExactly(1.0, 2.0);
        assertThat(setAside.lines()).singleElement().asString().startsWith("1 row set aside: an earlier row");
    }

    @Test
    void numbersThatBecameTextAreRead() throws Exception {
        service.load(NINE, "DK1", "111", 0).put("TotalCon", "1000.5");
        service.load(NINE, "DK1", "112", 0).put("TotalCon", "1000,5");
        service.load(NINE, "DK1", "113", 7).put("HourUTC", "2023-05-01T09:00:00Z");

        assertThat(source("DK1").loads(NINE, TEN, setAside))
                .extracting(ObservedLoad::loadMw)
                .containsExactly(1.0005, 1.0005, 0.007);
    }

    @Test
    void aColumnThatWasRenamedIsNamedWithThoseThatAreThere() {
        service.load(NINE, "DK1", "111", 0).put("Consumption", 5).remove("TotalCon");

        assertThatThrownBy(() -> source("DK1").loads(NINE, TEN, setAside))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("no row has 'TotalCon'")
                .hasMessageContaining("Consumption");
    }

    @Test
    void daysOnWhichClocksChangeHaveTheHoursThatTheyHave() throws Exception {
        // 26 March 2023 has 23 hours, 29 October 25; the local hour from two to three is there twice.
        Instant spring = Instant.parse("2023-03-25T23:00:00Z");
        Instant afterSpring = Instant.parse("2023-03-26T22:00:00Z");
        Instant autumn = Instant.parse("2023-10-28T22:00:00Z");
        Instant afterAutumn = Instant.parse("2023-10-29T23:00:00Z");
        for (Instant day : List.of(spring, autumn)) {
            for (int hour = 0; hour < 26; hour++) {
                service.price(day.plus(hour, ChronoUnit.HOURS), "DK1", hour);
                service.load(day.plus(hour, ChronoUnit.HOURS), "DK1", "111", hour);
            }
        }

        List<MarketPrice> inSpring = source("DK1").prices(spring, afterSpring, setAside);
        List<MarketPrice> inAutumn = source("DK1").prices(autumn, afterAutumn, setAside);

        assertThat(inSpring).hasSize(23);
        assertThat(inAutumn).hasSize(25);
        assertThat(source("DK1").loads(autumn, afterAutumn, setAside)).hasSize(25);
        assertThat(inSpring).extracting(MarketPrice::publishedAt).containsOnly(Instant.parse("2023-03-25T12:00:00Z"));
        assertThat(inAutumn).extracting(MarketPrice::publishedAt).containsOnly(Instant.parse("2023-10-28T11:00:00Z"));
        assertThat(setAside.lines()).isEmpty();
    }

    @Test
    void quartersOfAnHourGiveThePriceOfTheHour() throws Exception {
        Instant change = DanishPrices.CHANGED_AT;
        service.price(change.minus(1, ChronoUnit.HOURS), "DK1", -5);
        for (int quarter = 0; quarter < 7; quarter++) {
            service.quarterPrice(change.plus(15L * quarter, ChronoUnit.MINUTES), "DK1", quarter);
        }

        List<MarketPrice> prices =
                source("DK1").prices(change.minus(1, ChronoUnit.HOURS), change.plus(2, ChronoUnit.HOURS), setAside);

        assertThat(prices).extracting(MarketPrice::price).containsExactly(-5.0, 1.5);
        assertThat(setAside.lines()).singleElement().asString().contains("a quarter of its hour is missing");
    }

    private EnergiDataService source(String... areas) {
        return new EnergiDataService(rows(1000), Set.of(areas), ConsumptionDataset.DE35);
    }

    private DatasetRows rows(int pageRows) {
        InstantSource wall = InstantSource.fixed(Instant.parse("2023-05-01T12:00:00Z"));
        return new DatasetRows(new PatientHttp(Duration.ofSeconds(20), pauses::add, wall), service.address(), pageRows);
    }
}
