package io.gridcast.core.verdict;

/**
 * What a model usually loses on a series: the mean of about a week before, which says how hard a day was to be expected. Immutable.
 *
 * @param days seen so far
 * @param mean of recent losses; NaN before the first
 */
public record UsualLoss(int days, double mean) {
    /** No day was seen. */
    public static final UsualLoss UNKNOWN = new UsualLoss(0, Double.NaN);

    private static final int MEMORY_DAYS = 7;

    /** With one more day. */
    public UsualLoss with(double loss) {
        int seen = Math.min(MEMORY_DAYS, days + 1);
        return new UsualLoss(seen, days == 0 ? loss : mean + (loss - mean) / seen);
    }

    public boolean isKnown() {
        return days > 0;
    }
}
