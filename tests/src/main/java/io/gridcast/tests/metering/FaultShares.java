package io.gridcast.tests.metering;

import io.gridcast.core.check.Checks;

/**
 * How many of all readings go wrong, each at most in one way; 0 to 1.
 *
 * @param late come late and are used
 * @param tooLate are followed by another value, later than is still used
 */
public record FaultShares(double duplicate, double late, double tooLate, double corrected, double garbage) {
    /** All as it should be. */
    public static final FaultShares NONE = new FaultShares(0, 0, 0, 0, 0);

    /** A bad feed: 5 % duplicates, 5 % late, a fifth of them too late, 2 % corrected, 1 % garbage. */
    public static final FaultShares MANY = new FaultShares(0.05, 0.04, 0.01, 0.02, 0.01);

    public FaultShares {
        double sum = duplicate + late + tooLate + corrected + garbage;
        Checks.require(sum <= 1, "shares of faults add up to " + sum + ", must not be more than 1");
    }
}
