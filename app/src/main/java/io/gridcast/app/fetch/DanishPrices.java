package io.gridcast.app.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Day-ahead prices by the hour. Deliveries until the end of September 2025 are in one dataset, by the hour; later ones in another, by
 * the quarter of an hour, whose mean is the price of an hour.
 */
final class DanishPrices {
    static final String UNTIL_2025 = "Elspotprices";
    static final String SINCE_2025 = "DayAheadPrices";
    static final Instant CHANGED_AT =
            LocalDate.of(2025, 10, 1).atStartOfDay(EnergiDataService.DANISH).toInstant();

    private static final LocalTime PUBLISHED_AT = LocalTime.of(13, 0);
    private static final int QUARTERS = 4;

    private final DatasetRows rows;
    private final Set<String> areas;

    DanishPrices(DatasetRows rows, Set<String> areas) {
        this.rows = rows;
        this.areas = areas;
    }

    private record Hour(String area, Instant start) implements Comparable<Hour> {
        @Override
        public int compareTo(Hour other) {
            int byStart = start.compareTo(other.start);
            return byStart != 0 ? byStart : area.compareTo(other.area);
        }
    }

    List<MarketPrice> read(Instant from, Instant to, SetAside setAside) throws InterruptedException {
        List<MarketPrice> prices = new ArrayList<>();
        Instant untilOld = to.isBefore(CHANGED_AT) ? to : CHANGED_AT;
        Instant sinceNew = from.isAfter(CHANGED_AT) ? from : CHANGED_AT;
        if (from.isBefore(untilOld)) {
            read(UNTIL_2025, "HourUTC", "SpotPriceEUR", from, untilOld, setAside)
                    .forEach((hour, found) -> prices.add(price(hour, mean(found))));
        }
        if (sinceNew.isBefore(to)) {
            read(SINCE_2025, "TimeUTC", "DayAheadPriceEUR", sinceNew, to, setAside)
                    .forEach((hour, found) -> {
                        if (isWhole(hour, found)) {
                            prices.add(price(hour, mean(found)));
                        } else {
                            setAside.add("a quarter of its hour is missing", hour.toString());
                        }
                    });
        }
        return prices;
    }

    private TreeMap<Hour, TreeMap<Instant, Double>> read(
            String dataset, String time, String price, Instant from, Instant to, SetAside setAside)
            throws InterruptedException {
        TreeMap<Hour, TreeMap<Instant, Double>> hours = new TreeMap<>();
        var wanted = new DatasetRows.Wanted(dataset, List.of(time, ConsumptionDataset.AREA), price, areas);
        for (JsonNode row : rows.read(wanted, from, to)) {
            Optional<Instant> start = DatasetRows.time(row, time);
            String area = row.path(ConsumptionDataset.AREA).asText("");
            if (start.isEmpty()) {
                setAside.add(time + " is no time", row.toString());
            } else if (areas.contains(area) && EnergiDataService.isWithin(start.get(), from, to)) {
                Optional<Double> value = DatasetRows.number(row, price);
                if (value.isEmpty()) {
                    setAside.add(price + " is missing or no number", row.toString());
                } else {
                    Hour hour = new Hour(area, start.get().truncatedTo(ChronoUnit.HOURS));
                    hours.computeIfAbsent(hour, any -> new TreeMap<>()).put(start.get(), value.get());
                }
            }
        }
        return hours;
    }

    /** All quarters, or one price of the whole hour. */
    private static boolean isWhole(Hour hour, Map<Instant, Double> found) {
        return found.size() == QUARTERS || (found.size() == 1 && found.containsKey(hour.start()));
    }

    private static double mean(Map<Instant, Double> prices) {
        double sum = 0;
        for (double price : prices.values()) {
            sum += price;
        }
        return sum / prices.size();
    }

    private static MarketPrice price(Hour hour, double price) {
        Instant publishedAt = hour.start()
                .atZone(EnergiDataService.DANISH)
                .toLocalDate()
                .minusDays(1)
                .atTime(PUBLISHED_AT)
                .atZone(EnergiDataService.DANISH)
                .toInstant();
        return new MarketPrice(
                hour.area(), MarketProduct.DAY_AHEAD, hour.start(), EnergiDataService.HOUR, price, "EUR", publishedAt);
    }
}
