package io.gridcast.app.simulator;

/** Who is connected to a feeder, and what that means for its load. Shares are of the feeder's mean load. */
enum FeederKind {
    RESIDENTIAL(
            new double[] {
                .64, .57, .53, .51, .53, .62, .84, 1.02, 1.00, .95, .93, .96, 1.05, 1.02, .95, .95, 1.05, 1.24, 1.48,
                1.60, 1.56, 1.38, 1.10, .82
            },
            new double[] {
                .70, .60, .54, .52, .52, .55, .64, .81, 1.01, 1.12, 1.17, 1.20, 1.25, 1.20, 1.12, 1.10, 1.15, 1.29,
                1.45, 1.52, 1.45, 1.30, 1.10, .87
            },
            new double[] {
                .71, .61, .55, .52, .51, .53, .59, .72, .93, 1.10, 1.20, 1.30, 1.36, 1.26, 1.14, 1.09, 1.14, 1.29, 1.46,
                1.53, 1.44, 1.25, 1.02, .79
            },
            new Traits(3.0, 0.021, 0.006, 0.35, 0.14, 0.020, 1)),
    COMMERCIAL(
            new double[] {
                .46, .44, .43, .43, .45, .53, .73, 1.05, 1.38, 1.55, 1.62, 1.65, 1.60, 1.60, 1.60, 1.56, 1.50, 1.40,
                1.23, 1.00, .79, .65, .55, .50
            },
            new double[] {
                .45, .43, .42, .42, .43, .47, .56, .72, .98, 1.19, 1.29, 1.31, 1.27, 1.21, 1.14, 1.07, .99, .89, .77,
                .67, .59, .54, .50, .47
            },
            new double[] {
                .44, .42, .41, .41, .41, .42, .44, .47, .53, .58, .62, .65, .66, .65, .63, .61, .60, .59, .58, .56, .53,
                .50, .47, .45
            },
            new Traits(2.6, 0.014, 0.024, 0.25, 0.05, 0.018, 0.3)),
    INDUSTRIAL(
            new double[] {
                .82, .80, .79, .80, .84, .96, 1.12, 1.21, 1.25, 1.26, 1.25, 1.22, 1.17, 1.20, 1.20, 1.15, 1.07, 1.02,
                .98, .96, .94, .92, .88, .85
            },
            new double[] {
                .78, .75, .73, .73, .75, .80, .86, .89, .90, .90, .89, .87, .84, .82, .80, .77, .74, .72, .71, .70, .69,
                .68, .67, .66
            },
            new double[] {
                .65, .63, .62, .62, .62, .63, .63, .64, .65, .66, .66, .66, .66, .66, .65, .65, .65, .66, .67, .68, .70,
                .72, .73, .74
            },
            new Traits(4.2, 0.004, 0.008, 0.12, 0.02, 0.028, 0.05)),
    RURAL(
            new double[] {
                .68, .62, .60, .62, .74, .98, 1.16, 1.12, 1.02, .96, .94, .96, 1.00, .97, .93, .96, 1.12, 1.34, 1.44,
                1.42, 1.32, 1.16, .96, .78
            },
            new double[] {
                .70, .63, .60, .62, .73, .94, 1.08, 1.10, 1.08, 1.06, 1.06, 1.08, 1.10, 1.06, 1.01, 1.02, 1.16, 1.36,
                1.44, 1.40, 1.30, 1.16, .98, .80
            },
            new double[] {
                .70, .63, .60, .61, .72, .92, 1.02, 1.00, 1.00, 1.04, 1.10, 1.18, 1.22, 1.12, 1.03, 1.02, 1.14, 1.34,
                1.44, 1.40, 1.28, 1.10, .92, .76
            },
            new Traits(1.7, 0.027, 0.007, 1.9, 0.10, 0.026, 0.8));

    /**
     * What sets a kind of feeder apart.
     *
     * @param levelMw mean load, MW
     * @param heating share more for each K below the heating limit
     * @param cooling share more for each K above the cooling limit
     * @param solarPeak peak of its solar panels as a share of its mean load
     * @param lighting share more on a dark evening
     * @param unrest deviation of what nothing explains
     * @param homes share of homes in its load
     */
    record Traits(
            double levelMw,
            double heating,
            double cooling,
            double solarPeak,
            double lighting,
            double unrest,
            double homes) {}

    private final double[] workday;
    private final double[] saturday;
    private final double[] sunday;
    private final Traits traits;

    FeederKind(double[] workday, double[] saturday, double[] sunday, Traits traits) {
        this.workday = workday;
        this.saturday = saturday;
        this.sunday = sunday;
        this.traits = traits;
    }

    Traits traits() {
        return traits;
    }

    /** Use at an hour of local time (0 to 24) on a day of this pattern, about 1 on the mean. */
    double use(DayPattern day, double localHour) {
        double busy = this == INDUSTRIAL || this == COMMERCIAL ? day.industry() : day.homes();
        return busy
                * (day.workday() * between(workday, localHour)
                        + day.saturday() * between(saturday, localHour)
                        + day.sunday() * between(sunday, localHour));
    }

    /** Each value stands for the middle of its hour. */
    private static double between(double[] hours, double localHour) {
        double position = localHour + 23.5;
        int before = (int) position;
        double way = position - before;
        return (1 - way) * hours[before % 24] + way * hours[(before + 1) % 24];
    }
}
