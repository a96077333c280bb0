package io.gridcast.app.fetch;

import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Denmark, as Energinet tells it: consumption by price area and industry code, and day-ahead prices.
 *
 * <p>A series is an area and a code, {@code DK1-111}; its area, {@code DK1}, is their total and owns the price.
 */
public final class EnergiDataService implements FeedSource {
    /** Where the service answers. */
    public static final URI ADDRESS = URI.create("https://api.energidataservice.dk");

    static final ZoneId DANISH = ZoneId.of("Europe/Copenhagen");
    static final Duration HOUR = Duration.ofHours(1);
    static final String WHOLE_COUNTRY = "DK";

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
    private static final int PAGE_ROWS = 60_000;
    private static final Map<String, double[]> PLACES =
            Map.of("DK1", new double[] {56.1, 9.4}, "DK2", new double[] {55.5, 11.9}, "DK", new double[] {55.9, 10.4});

    private final DanishLoads loads;
    private final DanishPrices prices;
    private final Set<String> areas;
    private final ConsumptionDataset dataset;

    /** @param areas price areas to tell of */
    public EnergiDataService(URI address, Set<String> areas, ConsumptionDataset dataset) {
        this(
                new DatasetRows(
                        new PatientHttp(ANSWER_WITHIN, time -> Thread.sleep(time.toMillis()), InstantSource.system()),
                        address,
                        PAGE_ROWS),
                areas,
                dataset);
    }

    EnergiDataService(DatasetRows rows, Set<String> areas, ConsumptionDataset dataset) {
        this.areas = new TreeSet<>(areas);
        this.dataset = dataset;
        this.loads = new DanishLoads(rows, this.areas, dataset);
        this.prices = new DanishPrices(rows, this.areas);
    }

    @Override
    public String name() {
        return "energi-data-service";
    }

    @Override
    public Map<String, String> choice() {
        return Map.of("areas", String.join(",", areas), "loads", dataset.dataset());
    }

    @Override
    public String about() {
        return """
                # Denmark, from Energi Data Service

                - Source: Energinet, Energi Data Service, datasets %s, %s and %s, fetched by `gridcast fetch`.
                - Terms: those of the service (free use, the source named); read them before you pass the data on.
                - Loads are settled consumption, an hour a row. The service publishes them weeks later; in the feed-file layout a load
                  is known at the end of its interval, as if the meters had told it at once.
                - Prices are of the day-ahead auction, EUR/MWh, published_at 13:00 Danish time on the day before, which is when they
                  usually are. Quarters of an hour (deliveries from October 2025) are averaged to hours.
                - Totals (`members` in series.csv) are not in load.csv.gz: they are added up where the files are read.
                """.formatted(dataset.dataset(), DanishPrices.UNTIL_2025, DanishPrices.SINCE_2025);
    }

    @Override
    public Duration atOnce() {
        return Duration.ofDays(28);
    }

    @Override
    public Duration askedAgain() {
        return Duration.ofDays(7);
    }

    @Override
    public List<ObservedLoad> loads(Instant from, Instant to, SetAside setAside) throws InterruptedException {
        return loads.read(from, to, setAside);
    }

    @Override
    public List<MarketPrice> prices(Instant from, Instant to, SetAside setAside) throws InterruptedException {
        return prices.read(from, to, setAside);
    }

    @Override
    public List<Series> series(Set<String> loadSeries, Set<String> zones) {
        Set<String> all = new TreeSet<>(zones);
        loadSeries.forEach(id -> all.add(areaOf(id)));
        List<Series> series = new ArrayList<>();
        for (String area : all) {
            List<String> members = new TreeSet<>(loadSeries)
                    .stream().filter(id -> areaOf(id).equals(area)).toList();
            members.forEach(id -> series.add(series(id, area, EnumSet.of(Target.LOAD), List.of())));
            EnumSet<Target> targets = EnumSet.noneOf(Target.class);
            if (!members.isEmpty()) {
                targets.add(Target.LOAD);
            }
            if (zones.contains(area)) {
                targets.add(Target.PRICE);
            }
            series.add(series(area, area, targets, members));
        }
        return series;
    }

    private static Series series(String id, String area, Set<Target> targets, List<String> members) {
        double[] place = PLACES.getOrDefault(area, new double[] {Double.NaN, Double.NaN});
        return new Series(id, area, area, targets, HOUR, DANISH, "DK", Double.NaN, place[0], place[1], members);
    }

    private static String areaOf(String seriesId) {
        return seriesId.substring(0, seriesId.indexOf('-'));
    }

    static boolean isWithin(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
