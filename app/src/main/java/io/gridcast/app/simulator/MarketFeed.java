package io.gridcast.app.simulator;

import static io.gridcast.app.simulator.Steps.rounded;

import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The operator's outlook and the auction's prices, one delivery day at a time. */
final class MarketFeed implements EventSource {
    static final String PRICES = "market.prices";
    static final String OUTLOOK = "market.outlook";
    static final List<String> VARIABLES = List.of("load_forecast_mw", "solar_forecast_mw", "wind_forecast_mw");

    private static final Duration HOUR = Duration.ofHours(1);

    private final Country country;
    private final PowerMarket market;
    private final Faults faults;

    MarketFeed(Truth truth, Faults faults) {
        this.country = truth.country();
        this.market = new PowerMarket(truth);
        this.faults = faults;
    }

    @Override
    public void between(long fromMs, long toMs, List<TimedEvent> into) {
        long earliest = faults.any(FaultKind.OUTAGE) ? fromMs - Faults.LONGEST_HOLD.toMillis() : fromMs;
        LocalDate first =
                Instant.ofEpochMilli(earliest).atZone(Country.TIME_ZONE).toLocalDate();
        LocalDate last = Instant.ofEpochMilli(toMs).atZone(Country.TIME_ZONE).toLocalDate();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            DeliveryDay day = new DeliveryDay(date.plusDays(1), Country.TIME_ZONE);
            outlooks(day, fromMs, toMs, into);
            prices(day, fromMs, toMs, into);
        }
    }

    private void outlooks(DeliveryDay day, long fromMs, long toMs, List<TimedEvent> into) {
        Instant issuedAt = day.gateClosure(PowerMarket.OUTLOOK);
        long issuedMs = issuedAt.toEpochMilli();
        if (issuedMs < fromMs || issuedMs >= toMs) {
            return;
        }
        double[][][] outlooks = market.outlooks(day);
        for (int z = 0; z < outlooks.length; z++) {
            Zone zone = country.zones().get(z);
            if (!faults.hits(FaultKind.OUTAGE, names(OUTLOOK, zone), issuedMs)) {
                into.add(new TimedEvent(issuedAt, new SystemOutlook(zone.name(), issuedAt, steps(day, outlooks[z]))));
            }
        }
    }

    private static NamedSteps steps(DeliveryDay day, double[][] outlook) {
        Instant start = day.start();
        List<Instant> validAt = new ArrayList<>(outlook.length);
        double[] values = new double[outlook.length * VARIABLES.size()];
        for (int hour = 0; hour < outlook.length; hour++) {
            validAt.add(start.plus(HOUR.multipliedBy(hour)));
            for (int column = 0; column < VARIABLES.size(); column++) {
                values[hour * VARIABLES.size() + column] = rounded(outlook[hour][column], 3);
            }
        }
        return new NamedSteps(VARIABLES, validAt, values);
    }

    private void prices(DeliveryDay day, long fromMs, long toMs, List<TimedEvent> into) {
        long dueMs = day.gateClosure(PowerMarket.PUBLICATION).toEpochMilli();
        Instant start = day.start();
        double[][] prices = null;
        for (int z = 0; z < country.zones().size(); z++) {
            Zone zone = country.zones().get(z);
            long publishedMs = faults.releasedAt(FaultKind.OUTAGE, names(PRICES, zone), dueMs);
            if (publishedMs < fromMs || publishedMs >= toMs) {
                continue;
            }
            prices = prices == null ? market.prices(day) : prices;
            Instant publishedAt = Instant.ofEpochMilli(publishedMs);
            for (int hour = 0; hour < prices[z].length; hour++) {
                into.add(new TimedEvent(
                        publishedAt,
                        new MarketPrice(
                                zone.name(),
                                MarketProduct.DAY_AHEAD,
                                start.plus(HOUR.multipliedBy(hour)),
                                HOUR,
                                rounded(prices[z][hour], 2),
                                "EUR",
                                publishedAt)));
            }
        }
    }

    private static List<String> names(String feed, Zone zone) {
        return List.of(feed + "/" + zone.name(), feed, zone.name());
    }
}
