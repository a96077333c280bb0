package io.gridcast.tests.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.app.report.TextTable;
import io.gridcast.tests.table.Reports.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What forecasts must reach on each set, and what they aim at, read off the reports of the runs. */
final class Promises {
    private static final double[] BANDS = {0.5, 0.8, 0.9};
    private static final String DAY_AHEAD = "day-ahead";

    private final Reports reports;
    private final List<Reached> reached = new ArrayList<>();

    private Promises(Reports reports) {
        this.reports = reports;
    }

    /** All lines of those sets that there are reports of. */
    static List<Reached> of(Reports reports) {
        var promises = new Promises(reports);
        promises.prices("epf-np", "NP", 1.65, 1.57);
        promises.prices("epf-fr", "FR", 3.83, 3.65);
        promises.prices("epf-de", "DE", 3.38, 3.20);
        promises.spain();
        promises.norway();
        promises.feeders();
        promises.victoria();
        promises.spikes();
        return List.copyOf(promises.reached);
    }

    private void prices(String run, String series, double must, double aim) {
        if (!reports.has(run)) {
            return;
        }
        var place = new Place(run, series, "price", DAY_AHEAD);
        String opponents = "LEAR " + TextTable.figure(reports.of(place, "lear_ensemble", "mae")) + ", DNN "
                + TextTable.figure(reports.of(place, "dnn_ensemble", "mae"));
        below(run, "price, MAE", reports.of(place, "issued", "mae"), opponents, must, aim);
        bands(place);
    }

    private void spain() {
        if (!reports.has("spain")) {
            return;
        }
        var dayAhead = new Place("spain", "ES", "load", DAY_AHEAD);
        operator(dayAhead, "load, day ahead, MAPE %", 1, 0.9);
        operator(new Place("spain", "ES", "load", "1h"), "load, 1 h, MAPE %", 0.5, 0.5);
        operator(new Place("spain", "ES", "load", "6h"), "load, 6 h, MAPE %", 1, 1);
        bands(dayAhead);
        bands(new Place("spain", "ES", "load", "1h"));
        bands(new Place("spain", "ES", "load", "6h"));
        bands(new Place("spain", "ES", "price", DAY_AHEAD));
    }

    private void norway() {
        if (!reports.has("norway")) {
            return;
        }
        operator(new Place("norway", "all", "load", DAY_AHEAD), "load, five zones, day ahead, MAPE %", 0.92, 0.82);
        for (String zone : reports.series("norway", "load", DAY_AHEAD)) {
            operator(new Place("norway", zone, "load", DAY_AHEAD), "load " + zone + ", day ahead, MAPE %", 1, 0.82);
        }
        bands(new Place("norway", "all", "load", DAY_AHEAD));
    }

    private void feeders() {
        List<Place> places = Stream.of("liander", "liander-substations")
                .filter(reports::has)
                .flatMap(run -> reports.series(run, "load", DAY_AHEAD).stream()
                        .map(series -> new Place(run, series, "load", DAY_AHEAD)))
                .toList();
        if (places.isEmpty()) {
            return;
        }
        double[] errors = places.stream()
                .mapToDouble(place -> reports.of(place, "issued", "rmae"))
                .toArray();
        double[] scores = places.stream()
                .mapToDouble(place -> reports.of(place, "issued", "crps_of_mean_size"))
                .toArray();
        String set = "liander, -substations";
        below(set, "load, day ahead, mean rMAE", mean(errors), "week before 1", 0.75, 0.65);
        below(set, "load, day ahead, largest rMAE", max(errors), "week before 1", 0.9, 0.9);
        below(set, "CRPS / mean abs load", mean(scores), "", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    private void victoria() {
        if (!reports.has("victoria")) {
            return;
        }
        var place = new Place("victoria", "VIC", "load", "24h");
        double before = reports.of(place, "week before", "mape");
        below(
                "victoria",
                "load, 24 h, MAPE %",
                100 * reports.of(place, "issued", "mape"),
                "week before " + TextTable.percent(before),
                75 * before,
                65 * before);
    }

    private void spikes() {
        if (!reports.has("south-australia")) {
            return;
        }
        JsonNode all = reports.allMonths("south-australia");
        double base = all.path("base_rate").asDouble(Double.NaN);
        reached.add(new Reached(
                "south-australia",
                "above 300 AUD/MWh within 6 h, PR-AUC",
                all.path("pr_auc").asDouble(Double.NaN),
                "base rate " + TextTable.figure(base),
                3 * base,
                5 * base,
                false));
    }

    private void operator(Place place, String measure, double must, double aim) {
        double operator = reports.of(place, "operator's outlook", "mape");
        below(
                place.run(),
                measure,
                100 * reports.of(place, "issued", "mape"),
                "operator " + TextTable.percent(operator),
                100 * must * operator,
                100 * aim * operator);
    }

    /** The band that is farthest from what it promises, over the whole period and in a season, in percentage points. */
    private void bands(Place place) {
        String what = place.target() + (place.protocol().equals(DAY_AHEAD) ? "" : ", " + place.protocol())
                + ", 50/80/90 % bands, points off";
        double overall = reports.issued(place).map(Promises::farthest).orElse(Double.NaN);
        below(place.run(), what, overall, "nominal", 2, 1);
        double season = max(
                reports.seasons(place).stream().mapToDouble(Promises::farthest).toArray());
        below(place.run(), what + " in a season", season, "nominal", 4, 2);
    }

    private static double farthest(JsonNode row) {
        double[] apart = new double[BANDS.length];
        for (int i = 0; i < BANDS.length; i++) {
            String name = String.format(Locale.ROOT, "cover%.0f", 100 * BANDS[i]);
            apart[i] = 100 * Math.abs(row.path(name).asDouble(Double.NaN) - BANDS[i]);
        }
        return max(apart);
    }

    private void below(String set, String measure, double value, String opponent, double must, double aim) {
        reached.add(new Reached(set, measure, value, opponent, must, aim, true));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** NaN where there is none, or one of them is NaN: what was not measured keeps no promise. */
    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
