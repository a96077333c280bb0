package io.gridcast.tests.table;

/**
 * One line of the table: what was reached, and what had to be.
 *
 * @param measure what is measured, with its unit
 * @param value NaN where it could not be measured
 * @param opponent the published or natural opponent's figure, in words
 * @param isLess whether less is better
 */
record Reached(String set, String measure, double value, String opponent, double must, double aim, boolean isLess) {
    /** How it stands. */
    enum Verdict {
        AIM,
        MUST,
        MISSED,
        NOT_MEASURED
    }

    /** A set of which nothing could be measured. */
    static Reached notThere(String set) {
        return new Reached(set, "no feed files", Double.NaN, "", Double.NaN, Double.NaN, true);
    }

    Verdict verdict() {
        if (Double.isNaN(value)) {
            return Verdict.NOT_MEASURED;
        }
        return reaches(aim) ? Verdict.AIM : reaches(must) ? Verdict.MUST : Verdict.MISSED;
    }

    private boolean reaches(double bound) {
        return isLess ? value < bound : value >= bound;
    }
}
