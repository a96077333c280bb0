package io.gridcast.core.drift;

import io.gridcast.core.check.Checks;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How large the errors of a model on one series were in cross-validation, a day at a time; what its live errors are held against.
 *
 * @param meanLog mean of the natural logarithm of a day's mean absolute error
 * @param deviationLog its standard deviation, 0 or more
 */
public record ExpectedError(double meanLog, double deviationLog) {
    private static final String MEAN = "log_mae/series/";
    private static final String DEVIATION = "log_mae_deviation/series/";

    public ExpectedError {
        Checks.requireFinite("mean of log errors", meanLog);
        Checks.require(deviationLog >= 0, "deviation of log errors is " + deviationLog + ", must be 0 or more");
    }

    /**
     * Of days that were validated on.
     *
     * @param errors mean absolute errors of days
     * @return empty if there are fewer than {@link ErrorScale#DAYS}
     */
    public static Optional<ExpectedError> of(double[] errors) {
        if (errors.length < ErrorScale.DAYS) {
            return Optional.empty();
        }
        double[] logs = Arrays.stream(errors).map(ErrorScale::log).toArray();
        double mean = Arrays.stream(logs).sum() / logs.length;
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        return Optional.of(new ExpectedError(mean, StrictMath.sqrt(squares / (logs.length - 1))));
    }

    /** Those that a manifest's metrics tell of, by series. */
    public static Map<String, ExpectedError> of(Map<String, Double> metrics) {
        Map<String, ExpectedError> bySeries = new TreeMap<>();
        metrics.forEach((name, mean) -> {
            if (name.startsWith(MEAN)) {
                String series = name.substring(MEAN.length());
                Double deviation = metrics.get(DEVIATION + series);
                if (deviation != null && deviation >= 0) {
                    bySeries.put(series, new ExpectedError(mean, deviation));
                }
            }
        });
        return bySeries;
    }

    /** Adds it to a manifest's metrics. */
    public void tell(String seriesId, Map<String, Double> metrics) {
        metrics.put(MEAN + seriesId, meanLog);
        metrics.put(DEVIATION + seriesId, deviationLog);
    }

    /** Standard deviations of a day's error above what was expected. */
    double deviations(double error) {
        return ErrorScale.deviations(error, meanLog, deviationLog);
    }
}
