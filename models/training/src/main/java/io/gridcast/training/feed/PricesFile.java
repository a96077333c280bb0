package io.gridcast.training.feed;

import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code prices.csv}: one event a line, known when it was published. The length of a delivery is not in the file: it is
 * what lies between it and the next one of the same zone and product, an hour at most.
 */
final class PricesFile {
    private static final Duration LONGEST = Duration.ofHours(1);

    private PricesFile() {}

    private record Market(String zone, MarketProduct product) {}

    private record Line(Instant start, double price, Instant publishedAt) {}

    static Iterator<TimedEvent> read(Path path, SeriesFile known) {
        Map<Market, List<Line>> markets = new LinkedHashMap<>();
        try (var csv = CsvFile.open(path, "delivery_start", "zone", "product", "price_per_mwh", "published_at")) {
            int start = csv.column("delivery_start");
            int zone = csv.column("zone");
            int product = csv.column("product");
            int price = csv.column("price_per_mwh");
            int published = csv.column("published_at");
            while (csv.next()) {
                double value = csv.number(price);
                if (Double.isFinite(value)) {
                    var market = new Market(csv.requiredText(zone), product(csv, product));
                    markets.computeIfAbsent(market, any -> new ArrayList<>())
                            .add(new Line(csv.instant(start), value, csv.instant(published)));
                }
            }
        }
        List<TimedEvent> events = new ArrayList<>();
        markets.forEach((market, lines) -> add(events, market, lines, known.currency(market.zone())));
        events.sort(Comparator.comparing(TimedEvent::availableAt));
        return events.iterator();
    }

    private static void add(List<TimedEvent> events, Market market, List<Line> lines, String currency) {
        lines.sort(Comparator.comparing(Line::start));
        Duration length = LONGEST;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (i + 1 < lines.size()) {
                Duration gap = Duration.between(line.start(), lines.get(i + 1).start());
                boolean usable = !gap.isZero() && gap.compareTo(LONGEST) <= 0;
                length = usable ? gap : length;
            }
            var price = new MarketPrice(
                    market.zone(), market.product(), line.start(), length, line.price(), currency, line.publishedAt());
            events.add(new TimedEvent(line.publishedAt(), price));
        }
    }

    private static MarketProduct product(CsvFile csv, int column) {
        try {
            return MarketProduct.valueOf(csv.requiredText(column).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw csv.broken(
                    column, "is no product", "write day_ahead, intraday, imbalance, ancillary, settled or spot");
        }
    }
}
