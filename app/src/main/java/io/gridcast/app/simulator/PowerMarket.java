package io.gridcast.app.simulator;

import io.gridcast.core.calendar.DeliveryDay;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the system operator expects of a delivery day, and what the auction makes of it. */
final class PowerMarket {
    /** When the operator issues its outlook, on the local day before. */
    static final LocalTime OUTLOOK = LocalTime.of(10, 0);

    /** When the auction's prices are published, on the local day before. */
    static final LocalTime PUBLICATION = LocalTime.of(12, 45);

    static final int LOAD = 0;
    static final int SOLAR = 1;
    static final int WIND = 2;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long RUN_MS = 6 * HOUR.toMillis();
    private static final double OPERATOR_ERROR = 0.013;
    private static final double BIDDING_ERROR = 0.018;
    /** What can be dispatched, as a share of the country's mean load. */
    private static final double DISPATCHABLE = 1.51;
    /** Neighbouring zones even out their scarcity up to this difference; beyond it the lines are full and prices part. */
    private static final double LINES = 0.36;

    /** Share of what the lines do not even out that a zone feels alone. */
    private static final double CONGESTED = 0.35;

    private static final int UNITS = 6;
    private static final double UNIT_SHARE = 0.075;
    private static final double FORCED_OUT = 0.10;
    private static final long OUTAGE_MS = Duration.ofHours(60).toMillis();

    private static final Fluctuation ERROR =
            Fluctuation.over(Duration.ofHours(7), Duration.ofHours(26), Duration.ofHours(2));
    private static final Fluctuation BIDS = Fluctuation.over(Duration.ofHours(5), Duration.ofHours(30));
    private static final Fluctuation FUEL = Fluctuation.over(Duration.ofDays(90), Duration.ofDays(21));

    private final Country country;
    private final Atmosphere atmosphere;
    private final long seed;
    private final double dispatchableMw;
    private @Nullable DeliveryDay rememberedDay;
    private double[][][] remembered = {};

    PowerMarket(Truth truth) {
        country = truth.country();
        atmosphere = truth.atmosphere();
        seed = Dice.key(country.seed(), "market");
        double levelMw = 0;
        for (Zone zone : country.zones()) {
            levelMw += levelMw(zone);
        }
        dispatchableMw = DISPATCHABLE * levelMw;
    }

    /** Expected load, solar and wind of each hour of a delivery day in each zone, MW, {@code [zones × hours × 3]}. */
    double[][][] outlooks(DeliveryDay day) {
        if (!day.equals(rememberedDay)) {
            double[][][] outlooks = new double[country.zones().size()][][];
            for (int z = 0; z < outlooks.length; z++) {
                outlooks[z] = outlook(country.zones().get(z), day);
            }
            remembered = outlooks;
            rememberedDay = day;
        }
        return remembered;
    }

    private double[][] outlook(Zone zone, DeliveryDay day) {
        long issuedMs = day.gateClosure(OUTLOOK).toEpochMilli();
        long runMs = Steps.lastAtOrBefore(issuedMs, RUN_MS);
        long errorKey = Dice.key(Dice.key(seed, "operator"), zone.name());
        Map<Long, Weather> expected = new HashMap<>();
        double[][] outlook = new double[day.slots(HOUR)][];
        long startMs = day.start().toEpochMilli();
        for (int hour = 0; hour < outlook.length; hour++) {
            long middle = startMs + hour * HOUR.toMillis() + HOUR.toMillis() / 2;
            Moment moment = Moment.of(
                    zone, middle, at -> expected.computeIfAbsent(at, then -> atmosphere.forecast(zone, runMs, then)));
            double loadMw = 0;
            for (Feeder feeder : zone.feeders()) {
                loadMw += FeederLoad.familiarMw(feeder, moment);
            }
            double error = OPERATOR_ERROR * levelMw(zone) * ERROR.at(errorKey, middle);
            outlook[hour] = new double[] {
                loadMw + error,
                zone.solarMw() * solarShare(moment.weather()),
                zone.windMw() * windShare(moment.weather())
            };
        }
        return outlook;
    }

    /** Price of each hour of a delivery day in each zone, EUR/MWh, shape {@code [zones × hours]}. */
    double[][] prices(DeliveryDay day) {
        double[][][] outlooks = outlooks(day);
        double[][] prices = new double[outlooks.length][day.slots(HOUR)];
        long startMs = day.start().toEpochMilli();
        for (int hour = 0; hour < prices[0].length; hour++) {
            clear(outlooks, hour, startMs + hour * HOUR.toMillis(), prices);
        }
        return prices;
    }

    private void clear(double[][][] outlooks, int hour, long hourMs, double[][] prices) {
        double availableMw = dispatchableMw * available(hourMs);
        double bids = BIDDING_ERROR * BIDS.at(Dice.key(seed, "bids"), hourMs);
        double fuel = StrictMath.exp(0.2 * FUEL.at(Dice.key(seed, "fuel"), hourMs));
        double residualMw = 0;
        double levelMw = 0;
        for (int z = 0; z < prices.length; z++) {
            residualMw += residualMw(outlooks[z][hour]);
            levelMw += levelMw(country.zones().get(z));
        }
        double scarcity = residualMw / availableMw + bids;
        for (int z = 0; z < prices.length; z++) {
            double share = levelMw(country.zones().get(z)) / levelMw;
            double own = residualMw(outlooks[z][hour]) / (availableMw * share) + bids;
            double apart = own - scarcity;
            double congested = Math.signum(apart) * Math.max(0, Math.abs(apart) - LINES);
            prices[z][hour] = MeritOrder.price(scarcity + CONGESTED * congested, fuel);
        }
    }

    private static double residualMw(double[] outlook) {
        return outlook[LOAD] - outlook[SOLAR] - outlook[WIND];
    }

    /** Share of what can be dispatched that does not stand still for repair. */
    private double available(long epochMs) {
        double out = 0;
        for (int unit = 0; unit < UNITS; unit++) {
            long key = Dice.key(Dice.key(seed, "unit"), unit);
            long shift = (long) (Dice.uniform(key, -1) * OUTAGE_MS);
            if (Dice.uniform(key, Math.floorDiv(epochMs + shift, OUTAGE_MS)) < FORCED_OUT) {
                out += UNIT_SHARE;
            }
        }
        return 1 - out;
    }

    private static double solarShare(Weather weather) {
        double panelC = weather.temperatureC() + 0.028 * weather.irradianceWm2();
        return Math.max(0, weather.irradianceWm2() / 1000 * 0.9 * (1 - 0.004 * (panelC - 25)));
    }

    /** Share of its peak that a fleet of wind parks gives: an S between calm and full, less in a storm. */
    private static double windShare(Weather weather) {
        double speed = weather.wind100Ms();
        double storm = Math.min(1, Math.max(0, (29 - speed) / 5));
        return storm * Math.max(0, 0.95 / (1 + StrictMath.exp(-(speed - 9.3) / 1.8)) - 0.006);
    }

    private static double levelMw(Zone zone) {
        double levelMw = 0;
        for (Feeder feeder : zone.feeders()) {
            levelMw += feeder.levelMw();
        }
        return levelMw;
    }
}
