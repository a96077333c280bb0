package io.gridcast.core.verdict;

/**
 * One step of a confidence sequence: where the mean lies, infinite where nothing can be said yet.
 *
 * @param lower smaller than or equal to {@code upper}
 */
public record Interval(double lower, double upper) {
    /** Nothing is known. */
    public static final Interval UNKNOWN = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The smallest interval that holds both. */
    Interval union(Interval other) {
        return new Interval(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }
}
