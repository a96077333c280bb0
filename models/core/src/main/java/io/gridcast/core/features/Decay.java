package io.gridcast.core.features;

/**
 * How much of what was seen last still holds after some hours: least-squares shares by lead time, read off hourly national
 * load and made smooth. Models correct what is left.
 */
public final class Decay {
    private static final double DAY_HOURS = 24;
    private static final double SPREAD_OF_LEVEL = 0.03;

    private Decay() {}

    /** Share of the outlook's error in the last hour. */
    public static double ofOutlookError(double leadHours) {
        return 0.7 * StrictMath.exp(-leadHours / 5) + 0.3 * StrictMath.exp(-leadHours / 22);
    }

    /** Share of the residual of the last hour. */
    static double ofLastHour(double leadHours) {
        return leadHours > DAY_HOURS ? 0.2 : 0.45 + 0.55 * StrictMath.exp(-(leadHours - 1) / 4);
    }

    /** Share of the residual at the same time on the last day known. */
    static double ofSameTime(double leadHours) {
        return leadHours > DAY_HOURS ? 0.3 : 0.45 * (1 - StrictMath.exp(-(leadHours - 1) / 3));
    }

    /** Share of the mean residual of the last day. */
    static double ofDayMean(double leadHours) {
        return leadHours > DAY_HOURS ? 0.3 : 0;
    }

    /** Typical error of a centre without an outlook, as a share of the level. */
    static double spread(double leadHours) {
        double share = leadHours > DAY_HOURS ? 1.2 : 0.3 + 0.7 * (1 - StrictMath.exp(-(leadHours - 1) / 4));
        return SPREAD_OF_LEVEL * share;
    }

    /** Typical error of a centre on the outlook, as a share of the level. */
    static double spreadOfOutlook(double leadHours) {
        return SPREAD_OF_LEVEL * 0.4 * (0.4 + 0.6 * (1 - StrictMath.exp(-(leadHours - 1) / 3)));
    }
}
