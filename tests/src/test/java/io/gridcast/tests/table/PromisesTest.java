package io.gridcast.tests.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.tests.table.Reached.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the table says of reports that are made up: a promise that was not kept is never called kept. */
class PromisesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final Reports reports = new Reports();

    @ParameterizedTest
    @CsvSource({"1.50, AIM, true", "1.60, MUST, true", "1.65, MISSED, false", "4.00, MISSED, false"})
    void anErrorAboveTheBoundIsMissed(double mae, Verdict verdict, boolean isKept) throws IOException {
        prices(mae, bands(0.5, 0.8, 0.9), bands(0.5, 0.8, 0.9));

        List<Reached> reached = Promises.of(reports);

        assertThat(reached.get(0).measure()).isEqualTo("price, MAE");
        assertThat(reached.get(0).verdict()).isEqualTo(verdict);
        assertThat(reached.subList(1, 3)).extracting(Reached::verdict).containsOnly(Verdict.AIM);
        assertThat(AccuracyTable.isKept(reached)).isEqualTo(isKept);
        assertThat(AccuracyTable.format(reached)).contains(verdict.toString().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "0.500, 0.800, 0.900, AIM",
        "0.485, 0.800, 0.900, MUST",
        "0.470, 0.800, 0.900, MISSED",
        "0.500, 0.830, 0.900, MISSED",
        "0.500, 0.800, 0.870, MISSED"
    })
    void oneBandThatIsFarOffIsEnough(double half, double eighty, double ninety, Verdict verdict) throws IOException {
        prices(1, bands(half, eighty, ninety), bands(0.5, 0.8, 0.9));

        assertThat(Promises.of(reports).get(1).verdict()).isEqualTo(verdict);
    }

    @Test
    void oneSeasonThatIsFarOffIsEnough() throws IOException {
        prices(1, bands(0.5, 0.8, 0.9), bands(0.5, 0.8, 0.9), bands(0.55, 0.8, 0.9));

        assertThat(Promises.of(reports).get(2).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void aBandThatIsNotInTheReportIsNotMeasured() throws IOException {
        prices(1, "\"cover50\": 0.5, \"cover90\": 0.9", bands(0.5, 0.8, 0.9));

        assertThat(Promises.of(reports).get(1).verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(AccuracyTable.isKept(Promises.of(reports))).isFalse();
    }

    @Test
    void worseThanTheOperatorIsMissedInOneZone() throws IOException {
        report(
                "norway",
                row("all", "load", "day-ahead", "issued", "\"mape\": 0.02"),
                row("all", "load", "day-ahead", "operator's outlook", "\"mape\": 0.03"),
                row("NO1", "load", "day-ahead", "issued", "\"mape\": 0.031"),
                row("NO1", "load", "day-ahead", "operator's outlook", "\"mape\": 0.03"),
                row("NO2", "load", "day-ahead", "issued", "\"mape\": 0.02"));

        List<Reached> reached = Promises.of(reports);

        assertThat(reached.get(0).verdict()).isEqualTo(Verdict.AIM);
        assertThat(reached.get(1).verdict()).as("NO1").isEqualTo(Verdict.MISSED);
        assertThat(reached.get(2).verdict()).as("NO2, without an operator").isEqualTo(Verdict.MISSED);
    }

    @Test
    void theWorstFeederCountsAndOneThatWasNotMeasuredIsNotPassedOver() throws IOException {
        report("liander", feeder("A", "\"rmae\": 0.5"), feeder("B", "\"rmae\": 0.95"));
        assertThat(Promises.of(reports).get(0).verdict()).as("mean").isEqualTo(Verdict.MUST);
        assertThat(Promises.of(reports).get(1).verdict()).as("largest").isEqualTo(Verdict.MISSED);

        report("liander", feeder("A", "\"rmae\": 0.5"), feeder("B", "\"n\": 0"), feeder("C", "\"rmae\": 0.6"));

        assertThat(Promises.of(reports).subList(0, 2))
                .extracting(Reached::verdict)
                .containsOnly(Verdict.NOT_MEASURED);
    }

    @ParameterizedTest
    @CsvSource({"0.02, MISSED", "0.029, MISSED", "0.04, MUST", "0.06, AIM"})
    void spikesAreHeldAgainstTheirBaseRate(double precision, Verdict verdict) throws IOException {
        report("south-australia", "{\"pr_auc\": 0.9, \"base_rate\": 0.01}", spikes(precision));

        assertThat(Promises.of(reports))
                .singleElement()
                .extracting(Reached::verdict)
                .isEqualTo(verdict);
    }

    /** Nothing measured is nothing kept: no folder, or a name that is not one of a set. */
    @Test
    void whatIsNotThereIsNotKept() throws Exception {
        var table = new AccuracyTable(new PrintWriter(new StringWriter()), directory, directory, false);

        List<Reached> reached = table.run(Set.of("epf-np", "spain"));

        assertThat(reached).extracting(Reached::verdict).containsExactly(Verdict.NOT_MEASURED, Verdict.NOT_MEASURED);
        assertThat(AccuracyTable.isKept(reached)).isFalse();
        assertThat(AccuracyTable.isKept(List.of())).isFalse();
        assertThatThrownBy(() -> table.run(Set.of("atlantis"))).hasMessageContaining("atlantis");
    }

    /** @param seasons errors of what was issued in each of them */
    private void prices(double mae, String all, String... seasons) throws IOException {
        List<String> rows = new ArrayList<>();
        rows.add(row("NP", "price", "day-ahead", "issued", "\"mae\": " + mae + ", " + all));
        for (String season : seasons) {
            rows.add(row("NP", "price", "day-ahead", "issued", "\"season\": \"" + rows.size() + "\", " + season));
        }
        report("epf-np", rows.toArray(String[]::new));
    }

    private static String bands(double half, double eighty, double ninety) {
        return "\"cover50\": " + half + ", \"cover80\": " + eighty + ", \"cover90\": " + ninety;
    }

    private static String feeder(String name, String figure) {
        return row(name, "load", "day-ahead", "issued", figure);
    }

    private static String spikes(double precision) {
        return "{\"pr_auc\": " + precision + ", \"base_rate\": 0.01}";
    }

    private static String row(String series, String target, String protocol, String column, String figures) {
        return "{\"series\": \"" + series + "\", \"target\": \"" + target + "\", \"protocol\": \"" + protocol
                + "\", \"column\": \"" + column + "\", \"kind\": \"issued\", " + figures + "}";
    }

    private void report(String run, String... rows) throws IOException {
        Path file = directory.resolve(run + ".json");
        Files.writeString(file, "{\"rows\": [" + String.join(",", rows) + "]}");
        reports.add(run, file);
    }
}
