package io.gridcast.app.simulator;

/** The price at which supply meets demand: power stations in order of their cost. */
final class MeritOrder {
    /** Residual demand as a share of what can be dispatched, and the price there in EUR/MWh at mean cost of fuel. */
    private static final double[][] STEPS = {
        {0.06, 0}, {0.16, 22}, {0.30, 38}, {0.50, 56}, {0.68, 82}, {0.82, 125}, {0.92, 210}
    };

    private static final double SURPLUS_SLOPE = 650;
    private static final double SCARCITY_WIDTH = 0.06;
    private static final double SCARCITY_RISE = 130;
    private static final double FLOOR = -500;
    private static final double CAP = 4000;

    private MeritOrder() {}

    /**
     * Price in EUR/MWh.
     *
     * @param scarcity residual demand as a share of what can be dispatched; below 0 where sun and wind give more than is used
     * @param fuel cost of fuel, 1 on the mean
     */
    static double price(double scarcity, double fuel) {
        double[] first = STEPS[0];
        if (scarcity <= first[0]) {
            return Math.max(FLOOR, -SURPLUS_SLOPE * (first[0] - scarcity));
        }
        for (int i = 1; i < STEPS.length; i++) {
            if (scarcity <= STEPS[i][0]) {
                double way = (scarcity - STEPS[i - 1][0]) / (STEPS[i][0] - STEPS[i - 1][0]);
                return fuel * (STEPS[i - 1][1] + way * (STEPS[i][1] - STEPS[i - 1][1]));
            }
        }
        double[] last = STEPS[STEPS.length - 1];
        double beyond = (scarcity - last[0]) / SCARCITY_WIDTH;
        return Math.min(CAP, fuel * last[1] + SCARCITY_RISE * (beyond + beyond * beyond));
    }
}
