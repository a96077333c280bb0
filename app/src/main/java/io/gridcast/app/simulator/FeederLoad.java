package io.gridcast.app.simulator;

import java.time.Duration;

/** The load of a feeder: what its customers use, less what their solar panels give. */
final class FeederLoad {
    private static final double HEATING_LIMIT_C = 15;
    private static final double COOLING_LIMIT_C = 20;
    private static final double GROWTH_A_YEAR = 0.008;
    /** 1 January 2024, where growth starts from. */
    private static final double GROWTH_FROM_MS = 1_704_067_200_000.0;

    private static final double YEAR_MS = 365.2425 * 86_400_000;
    private static final double WH_PER_MWH = 1e6;
    private static final Fluctuation UNREST =
            Fluctuation.over(Duration.ofHours(9), Duration.ofHours(2), Duration.ofDays(4), Duration.ofMinutes(40));
    private static final Fluctuation PANELS = Fluctuation.over(Duration.ofHours(3), Duration.ofMinutes(45));

    private FeederLoad() {}

    /**
     * Energy of one slot.
     *
     * @param usedWh what customers used, Wh
     * @param solarWh what panels gave, Wh
     */
    record Energy(long usedWh, long solarWh) {
        long netWh() {
            return usedWh - solarWh;
        }

        /** Mean power, MW, reckoned from whole mWh as the sum of meters is. */
        double netMw(Duration slot) {
            return netWh() * 1000 / 1e9 / (slot.toMillis() / 3_600_000.0);
        }
    }

    /** Energy over a slot of this length around the moment. */
    static Energy energy(Feeder feeder, Moment moment, Duration slot) {
        double hours = slot.toMillis() / 3_600_000.0;
        return new Energy(
                Math.round((usedMw(feeder, moment) + heatPumpsMw(feeder, moment)) * hours * WH_PER_MWH),
                Math.round(solarMw(feeder, moment) * hours * WH_PER_MWH));
    }

    /** Net power at the moment without heat pumps, MW: the load that the system operator knows how to expect. */
    static double familiarMw(Feeder feeder, Moment moment) {
        return usedMw(feeder, moment) - solarMw(feeder, moment);
    }

    private static double usedMw(Feeder feeder, Moment moment) {
        FeederKind.Traits traits = feeder.kind().traits();
        double use = feeder.kind().use(moment.day(), moment.localHour());
        double evening = moment.localHour() >= 15 && moment.localHour() < 24 || moment.localHour() < 1 ? 1 : 0.5;
        double lighting = traits.lighting() * moment.darkness() * evening;
        double heating = traits.heating() * (0.6 + 0.4 * use) * Math.max(0, HEATING_LIMIT_C - moment.feltC());
        double cooling = traits.cooling() * use * Math.max(0, moment.feltC() - COOLING_LIMIT_C);
        double growth = 1 + GROWTH_A_YEAR * (moment.epochMs() - GROWTH_FROM_MS) / YEAR_MS;
        double unrest = 1 + traits.unrest() * UNREST.at(feeder.key(), moment.epochMs());
        return feeder.levelMw() * Math.max(0.5, growth) * (0.9 * use * (1 + lighting) + heating + cooling) * unrest;
    }

    private static double heatPumpsMw(Feeder feeder, Moment moment) {
        return feeder.levelMw()
                * feeder.heatPumps().power(feeder.kind().traits().homes(), moment);
    }

    private static double solarMw(Feeder feeder, Moment moment) {
        Weather weather = moment.weather();
        double panelC = weather.temperatureC() + 0.028 * weather.irradianceWm2();
        double output = weather.irradianceWm2() / 1000 * 0.86 * (1 - 0.004 * (panelC - 25));
        double shading = 1 + 0.04 * PANELS.at(Dice.key(feeder.key(), "panels"), moment.epochMs());
        return feeder.solarMw() * Math.max(0, output * shading);
    }
}
