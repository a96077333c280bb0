package io.gridcast.training.feed;

import io.gridcast.core.calendar.HolidayCalendar;
import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code series.csv}.
 *
 * @param priceUnits by series
 * @param slots the finest resolution by zone
 */
record SeriesFile(
        List<Series> series, Map<String, String> priceUnits, Map<String, Duration> slots, Map<String, Series> byId) {
    private static final String DEFAULT_PRICE_UNIT = "EUR/MWh";

    static SeriesFile read(Path path) {
        List<Series> series = new ArrayList<>();
        Map<String, String> units = new HashMap<>();
        Map<String, Duration> slots = new HashMap<>();
        Map<String, Series> byId = new HashMap<>();
        try (var csv =
                CsvFile.open(path, "series_id", "zone", "targets", "resolution", "time_zone", "holiday_region")) {
            while (csv.next()) {
                Series one = series(csv);
                if (byId.put(one.seriesId(), one) != null) {
                    throw csv.broken(csv.column("series_id"), "is there twice", "give each series one line");
                }
                series.add(one);
                String unit = csv.column("unit_price") < 0 ? "" : csv.text(csv.column("unit_price"));
                units.put(one.seriesId(), unit.isEmpty() ? DEFAULT_PRICE_UNIT : unit);
                slots.merge(one.priceZone(), one.resolution(), (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        }
        if (series.isEmpty()) {
            throw new ExplainedException(
                    path + " has no line but the header",
                    "it is not known what is to be forecast",
                    "add a line a series");
        }
        SeriesFile file = new SeriesFile(List.copyOf(series), units, slots, byId);
        file.requireMembers(path);
        return file;
    }

    /** Unit of a series' forecasts. */
    String unit(String seriesId, Target target) {
        return target == Target.LOAD ? "MW" : priceUnits.getOrDefault(seriesId, DEFAULT_PRICE_UNIT);
    }

    /** Currency of a zone's prices. */
    String currency(String zone) {
        for (Series one : series) {
            if (one.priceZone().equals(zone)) {
                String unit = unit(one.seriesId(), Target.PRICE);
                return unit.substring(0, Math.max(0, unit.indexOf('/')));
            }
        }
        return DEFAULT_PRICE_UNIT.substring(0, DEFAULT_PRICE_UNIT.indexOf('/'));
    }

    /** The finest resolution of a zone's series; one hour for a zone without any. */
    Duration slot(String zone) {
        return slots.getOrDefault(zone, Duration.ofHours(1));
    }

    private static Series series(CsvFile csv) {
        String zone = csv.requiredText(csv.column("zone"));
        Duration resolution = csv.duration(csv.column("resolution"));
        ZoneId timeZone;
        try {
            timeZone = ZoneId.of(csv.requiredText(csv.column("time_zone")));
        } catch (DateTimeException e) {
            throw csv.broken(csv.column("time_zone"), "is no time zone", "write it as Europe/Madrid, or UTC");
        }
        String region = csv.text(csv.column("holiday_region"));
        try {
            HolidayCalendar.of(region);
        } catch (ExplainedException e) {
            throw csv.broken(csv.column("holiday_region"), "is not known: " + e.why(), e.mend());
        }
        try {
            return new Series(
                    csv.requiredText(csv.column("series_id")),
                    zone,
                    zone,
                    targets(csv),
                    resolution,
                    timeZone,
                    region,
                    Double.NaN,
                    optional(csv, "latitude"),
                    optional(csv, "longitude"),
                    members(csv));
        } catch (IllegalArgumentException e) {
            throw csv.broken(
                    csv.column("resolution"), "cannot be used: " + e.getMessage(), "write PT15M, PT30M or PT1H");
        }
    }

    private static Set<Target> targets(CsvFile csv) {
        int column = csv.column("targets");
        Set<Target> targets = EnumSet.noneOf(Target.class);
        for (String target : csv.requiredText(column).split("\\+", -1)) {
            try {
                Target one = Target.valueOf(target.strip().toUpperCase(Locale.ROOT));
                Checks.require(one != Target.SPIKE, "spikes come with the target price");
                targets.add(one);
            } catch (IllegalArgumentException e) {
                throw csv.broken(column, "is no target", "write load, price or load+price");
            }
        }
        return targets;
    }

    /** Names of the series that it is the total of, with blanks between. */
    private static List<String> members(CsvFile csv) {
        String names = csv.column("members") < 0 ? "" : csv.text(csv.column("members"));
        return names.isEmpty() ? List.of() : List.of(names.split("\\s+", -1));
    }

    private void requireMembers(Path path) {
        for (Series total : series) {
            for (String member : total.members()) {
                Series known = byId.get(member);
                if (known == null || known.isTotal()) {
                    throw new ExplainedException(
                            path + ": member '" + member + "' of " + total.seriesId()
                                    + (known == null ? " is no series of the file" : " is a total itself"),
                            "its load would be missing from the total",
                            "give each member a line without members of its own");
                }
            }
        }
    }

    private static double optional(CsvFile csv, String name) {
        return csv.column(name) < 0 ? Double.NaN : csv.number(csv.column(name));
    }
}
