package io.gridcast.core.verdict;

/**
 * Sums of a series cut into blocks of one length: enough for the mean, variance and lag-one correlation of the blocks, whatever
 * the number of days. Immutable.
 *
 * @param length days a block
 * @param count whole blocks so far
 * @param days days in the block that is not whole yet
 * @param part their sum
 * @param sum of the whole blocks' sums
 * @param squares of their squares
 * @param lagged of each block's sum times that of the one before
 * @param first the first block's sum
 * @param last the last whole block's sum
 */
public record BlockSums(
        int length,
        int count,
        int days,
        double part,
        double sum,
        double squares,
        double lagged,
        double first,
        double last) {

    static BlockSums of(int length) {
        return new BlockSums(length, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    BlockSums with(double value) {
        double total = part + value;
        if (days + 1 < length) {
            return new BlockSums(length, count, days + 1, total, sum, squares, lagged, first, last);
        }
        return new BlockSums(
                length,
                count + 1,
                0,
                0,
                sum + total,
                squares + total * total,
                count == 0 ? 0 : lagged + last * total,
                count == 0 ? total : first,
                total);
    }

    /** Variance of the blocks' means about their own mean, divisor {@code count}; 0 where they are all the same. */
    double variance() {
        return centredSquares() / count / length / length;
    }

    /**
     * Correlation of a block with the one before, corrected for its bias of {@code −(1 + 3r)/count} (Kendall 1954, Biometrika 41),
     * from 0 to {@code most}.
     */
    double correlation(double most) {
        double mean = sum / count;
        double covariance = lagged - mean * (2 * sum - first - last) + (count - 1) * mean * mean;
        double raw = covariance / centredSquares();
        double corrected = raw + (1 + 3 * raw) / count;
        return Math.max(0, Math.min(most, corrected));
    }

    private double centredSquares() {
        return Math.max(0, squares - sum * sum / count);
    }
}
