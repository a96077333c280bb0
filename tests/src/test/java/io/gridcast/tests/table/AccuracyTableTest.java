package io.gridcast.tests.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridcast.tests.table.Reports.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some weeks of each set of real data through the commands of the whole table. */
class AccuracyTableTest {
    private static final Path DATA =
            Path.of(System.getProperty("gridcast.data", System.getProperty("gridcast.root", "..") + "/../shared/data"));

    /** Promises that these weeks keep with room to spare, though nothing was trained; the same weeks give the same figures each time. */
    private static final List<String> HELD_IN_WEEKS = List.of(
            "epf-np: price, MAE",
            "spain: load, 6 h, MAPE %",
            "norway: load, five zones, day ahead, MAPE %",
            "norway: load NO3, day ahead, MAPE %",
            "norway: load NO4, day ahead, MAPE %",
            "norway: load NO5, day ahead, MAPE %",
            "south-australia: above 300 AUD/MWh within 6 h, PR-AUC");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path work;

    @Test
    void someWeeksOfEachSetGiveEveryFigureOfTheTable() throws InterruptedException, IOException {
        assumeTrue(Files.isDirectory(DATA), () -> "SKIPPED: " + DATA + " is not there, so no accuracy was measured");
        var table = new AccuracyTable(new PrintWriter(System.err, true), DATA, work, true);

        List<Reached> reached = table.run(Set.of());

        assertThat(reached)
                .hasSize(33)
                .allSatisfy(line ->
                        assertThat(line.verdict()).as(line::toString).isNotEqualTo(Reached.Verdict.NOT_MEASURED));
        assertThat(reached)
                .filteredOn(line -> HELD_IN_WEEKS.contains(line.set() + ": " + line.measure()))
                .hasSameSizeAs(HELD_IN_WEEKS)
                .allSatisfy(line ->
                        assertThat(line.verdict()).as(line::toString).isIn(Reached.Verdict.AIM, Reached.Verdict.MUST));
        publishedForecastsStandBesideWhatWasIssued();
    }

    /** Without trained models, what is issued is an autoregression of the same kind as the published one. */
    private void publishedForecastsStandBesideWhatWasIssued() {
        var reports = new Reports();
        reports.add("epf-np", work.resolve("epf-np.json"));
        var place = new Place("epf-np", "NP", "price", "day-ahead");
        assertThat(reports.columns(place)).contains("dnn_ensemble", "lear_ensemble", "week before");
        assertThat(reports.of(place, "issued", "mae"))
                .isCloseTo(reports.of(place, "lear_ensemble", "mae"), within(1.0));
    }
}
