package io.gridcast.core.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Watches the errors of a model on one series, a day at a time. */
public final class ErrorWatch {
    /** What findings are about. */
    public static final String VARIABLE = "error";

    private static final int SCALE = 3;
    private static final int HINKLEY = 3;
    private static final int HEAD = SCALE + HINKLEY + 3;
    /** One change cuts ADWIN's window again and again; what follows a cut within so many days is the same alarm. */
    private static final int ONE_ALARM_DAYS = 14;

    /** Makes a logistic function much like the normal distribution's. */
    private static final double LIKE_NORMAL = 1.7;

    private final ErrorScale scale;
    private final PageHinkley hinkley;
    private final ErrorChart chart;
    private final Latch chartLatch;
    private double[] adwin;
    private int cutsFollowFor;

    /** Begins. */
    public ErrorWatch() {
        this(new double[HEAD]);
    }

    /** Goes on from a {@link #state}. */
    public ErrorWatch(double[] state) {
        scale = new ErrorScale(Arrays.copyOf(state, SCALE));
        hinkley = new PageHinkley(Arrays.copyOfRange(state, SCALE, SCALE + HINKLEY));
        chart = new ErrorChart(new double[] {state[HEAD - 3]});
        chartLatch = new Latch(state[HEAD - 2] > 0);
        cutsFollowFor = (int) state[HEAD - 1];
        adwin = Arrays.copyOfRange(state, HEAD, state.length);
    }

    /** Some numbers, more as time goes on, a hundred at most in a year. */
    public double[] state() {
        double[] state = Arrays.copyOf(scale.state(), HEAD + adwin.length);
        System.arraycopy(hinkley.state(), 0, state, SCALE, HINKLEY);
        state[HEAD - 3] = chart.state()[0];
        state[HEAD - 2] = chartLatch.isRaised() ? 1 : 0;
        state[HEAD - 1] = cutsFollowFor;
        System.arraycopy(adwin, 0, state, HEAD, adwin.length);
        return state;
    }

    /**
     * Adds a day's mean absolute error.
     *
     * @param expected what the performance is held against; empty for that of the first days, as all other detectors do
     * @param years mean time between false alarms of each detector
     */
    public List<Finding> add(double error, Optional<ExpectedError> expected, double years) {
        OptionalDouble scaled = scale.of(error);
        OptionalDouble against =
                expected.isPresent() ? OptionalDouble.of(expected.get().deviations(error)) : scaled;
        List<Finding> found = new ArrayList<>();
        scaled.ifPresent(value -> askHinkley(value, years, found));
        against.ifPresent(value -> askChart(value, years, found));
        scaled.ifPresent(value -> askAdwin(value, years, found));
        return found;
    }

    /**
     * The alarm of the performance, for as long as it has not fallen back: the errors are still as large.
     *
     * @param years mean time between false alarms
     */
    public Optional<Finding> lasting(double years) {
        return chartLatch.isRaised()
                ? Optional.of(new Finding(Detector.PERFORMANCE, VARIABLE, chart.state()[0], mostOfChart(years)))
                : Optional.empty();
    }

    private void askHinkley(double value, double years, List<Finding> found) {
        double sum = hinkley.add(value);
        double most = FalseAlarms.threshold(FalseAlarms.Table.PAGE_HINKLEY, ErrorScale.AUTOCORRELATION, years);
        if (sum > most) {
            found.add(new Finding(Detector.PAGE_HINKLEY, VARIABLE, sum, most));
            hinkley.reset();
        }
    }

    private void askChart(double value, double years, List<Finding> found) {
        double mean = chart.add(value);
        double most = mostOfChart(years);
        if (chartLatch.alarms(mean, most)) {
            found.add(new Finding(Detector.PERFORMANCE, VARIABLE, mean, most));
        }
    }

    private static double mostOfChart(double years) {
        return FalseAlarms.threshold(FalseAlarms.Table.ERROR_CHART, ErrorScale.AUTOCORRELATION, years);
    }

    private void askAdwin(double value, double years, List<Finding> found) {
        double delta =
                StrictMath.exp(FalseAlarms.threshold(FalseAlarms.Table.ADWIN, ErrorScale.AUTOCORRELATION, years));
        var window = new Adwin(delta, adwin);
        boolean hasRisen = window.add(share(value)) && window.riseBy() > 0;
        if (hasRisen && cutsFollowFor == 0) {
            found.add(new Finding(Detector.ADWIN, VARIABLE, window.riseBy(), window.boundPassed()));
        }
        cutsFollowFor = hasRisen ? ONE_ALARM_DAYS : Math.max(0, cutsFollowFor - 1);
        adwin = window.state();
    }

    /** About the share of usual days whose error is smaller, 0 to 1: ADWIN needs values that are bounded. */
    static double share(double deviations) {
        return 1 / (1 + StrictMath.exp(-LIKE_NORMAL * deviations));
    }
}
