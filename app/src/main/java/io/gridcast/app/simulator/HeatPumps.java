package io.gridcast.app.simulator;

import io.gridcast.core.check.Checks;
import java.time.Instant;

/**
 * A change of how the country behaves: from one moment on, a share of its homes is heated by heat pumps. What no model that
 * learnt from the time before can know, and what the system operator's outlook does not know of either.
 *
 * @param from the first slot's start with pumps
 * @param share of the homes, 0 (none) to 1 (all); works and shops follow by the homes among them
 */
public record HeatPumps(Instant from, double share) {
    /** A country where nothing changes. */
    public static final HeatPumps NONE = new HeatPumps(Instant.MAX, 0);

    private static final double HEATING_LIMIT_C = 15;
    /** Heat that a home loses for each K below the limit, as a multiple of its mean electric load. */
    private static final double HEAT_A_K = 0.55;

    private static final double HOT_WATER = 0.7;
    private static final double COP_AT_2_C = 3.2;
    private static final double COP_A_K = 0.07;
    private static final double WORST_COP = 1.8;
    private static final double BEST_COP = 4.8;
    /** How much stronger a connection must be for all homes to have a pump on the coldest evening. */
    private static final double STRONGER_CONNECTION = 1.5;

    public HeatPumps {
        Checks.require(share >= 0 && share <= 1, "share of homes with a heat pump is " + share + ", must be 0 to 1");
    }

    /** Their power at the moment as a share of the mean load of a feeder, of whose load this share is homes'. */
    double power(double homes, Moment moment) {
        if (share == 0 || moment.epochMs() < from.toEpochMilli()) {
            return 0;
        }
        double heat = HEAT_A_K * Math.max(0, HEATING_LIMIT_C - moment.feltC()) + HOT_WATER;
        double cop = COP_AT_2_C + COP_A_K * (moment.weather().temperatureC() - 2);
        return share * homes * heat / Math.min(BEST_COP, Math.max(WORST_COP, cop));
    }

    /** Factor on what a meter's connection carries; connections are built for the pumps to come. */
    double connection() {
        return 1 + STRONGER_CONNECTION * share;
    }
}
