package io.gridcast.training.validation;

import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.training.dataset.Dataset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a data set by time, several times: each fold learns from everything before a block and is judged on the block, and the
 * blocks follow one another (Tashman 2000, Out-of-sample tests of forecasting accuracy).
 *
 * <p>Example, 3 folds on the last 30 % of a year: the first learns from January to mid September and is judged on what was issued up
 * to mid October, the second learns up to mid October and is judged on the month after it, and so on.
 *
 * @param folds how many blocks; 0 for no validation
 * @param share of the rows, the newest, that the blocks divide
 * @param gap between the last issue that is learnt from and the first that is judged; no shorter than the longest lead time and the
 *     time in which an observation comes in, so that nothing is learnt that was not known then
 */
public record RollingOrigin(int folds, double share, Duration gap) {
    /** Three blocks of a tenth of the rows each, behind the horizon of 48 h and a day in which observations come in. */
    public static final RollingOrigin DEFAULT = new RollingOrigin(3, 0.3, Duration.ofDays(3));

    /** No validation. */
    public static final RollingOrigin NONE = new RollingOrigin(0, 0.3, Duration.ofDays(3));

    private static final long HOUR_MS = 3_600_000L;

    public RollingOrigin {
        Checks.require(folds >= 0, "folds is " + folds + ", must be 0 or more");
        Checks.require(share > 0 && share < 1, "share is " + share + ", must be between 0 and 1");
        Checks.requirePositive("gap", gap);
    }

    /** What one fold learns from, and the later rows that it is judged on. */
    public record Fold(Dataset training, Dataset validation) {
        /** @throws ExplainedException if it learns from what had not been observed when the first forecast that it is judged on was issued */
        public void requireNoLeak() {
            long judgedFromMs = validation.issuedMs()[0];
            for (int row = 0; row < training.rows(); row++) {
                long observedMs = training.issuedMs()[row] + (long) (training.leadHours(row, 0) * HOUR_MS);
                if (observedMs > judgedFromMs) {
                    throw new ExplainedException(
                            "a fold learns from a slot that ends at " + Instant.ofEpochMilli(observedMs)
                                    + ", and is judged on a forecast issued at " + Instant.ofEpochMilli(judgedFromMs),
                            "it has seen what it should predict, so its errors would be too small",
                            "make the gap of the rolling origin longer than the longest lead time");
                }
            }
        }
    }

    /** The folds in order of time; those without any row on either side are left out. */
    public List<Fold> split(Dataset data) {
        List<Fold> split = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            long fromMs = startMs(data, i);
            long toMs = i + 1 < folds ? startMs(data, i + 1) : Long.MAX_VALUE;
            Dataset training = data.between(Long.MIN_VALUE, fromMs - gap.toMillis());
            Dataset validation = data.between(fromMs, toMs);
            if (training.rows() > 0 && validation.rows() > 0) {
                split.add(new Fold(training, validation));
            }
        }
        return split;
    }

    private long startMs(Dataset data, int block) {
        int row = (int) (data.rows() * (1 - share + share * block / folds));
        return data.rows() == 0 ? 0 : data.issuedMs()[Math.min(row, data.rows() - 1)];
    }
}
