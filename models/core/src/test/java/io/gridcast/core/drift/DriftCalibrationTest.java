package io.gridcast.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * How long each detector takes between false alarms, and to find a change, on days that depend on each other and have a week and
 * seasons. The figures are in the test's output.
 */
class DriftCalibrationTest {
    private static final int YEAR = 365;
    private static final int RUNS = 60;
    private static final int CALM_YEARS = 8;
    private static final int CHANGE_AFTER = 120;
    /** As many as the blocks of a cross-validation on a year have. */
    private static final int VALIDATED_DAYS = 110;

    private static final int GIVE_UP_AFTER = 120;

    @Test
    void dataDetectorsAlarmFalselyOnceAYearAndFindAShift() {
        for (double rho : new double[] {0.3, 0.6, 0.8}) {
            Figures psi = new Figures("psi", rho);
            Figures ks = new Figures("ks", rho);
            for (int run = 0; run < RUNS; run++) {
                var world = new World(new Random(run), rho);
                DriftReference reference = world.reference();
                calm(world, reference, psi, ks);
                shift(world, reference, psi, ks);
            }
            psi.print("a shift by 2 deviations");
            ks.print("a shift by 2 deviations");
            assertThat(psi.yearsBetween()).isBetween(0.8, 4.0);
            assertThat(ks.yearsBetween()).isBetween(0.8, 4.0);
            if (rho < 0.7) {
                assertThat(psi.medianDelay()).isLessThanOrEqualTo(30);
                assertThat(ks.medianDelay()).isLessThanOrEqualTo(14);
            }
        }
    }

    @Test
    void errorDetectorsAlarmFalselyOnceAYearAndFindARise() {
        List<Figures> all = new ArrayList<>();
        for (Detector detector : List.of(Detector.PAGE_HINKLEY, Detector.ADWIN, Detector.PERFORMANCE)) {
            all.add(new Figures(detector.word(), ErrorScale.AUTOCORRELATION));
        }
        for (int run = 0; run < RUNS; run++) {
            var world = new World(new Random(run), ErrorScale.AUTOCORRELATION);
            var watch = new ErrorWatch();
            for (int day = 0; day < CALM_YEARS * YEAR; day++) {
                List<Finding> found = watch.add(world.error(), Optional.empty(), 1);
                all.forEach(figures -> figures.calmDay(found));
            }
            var changed = new ErrorWatch();
            for (int day = 0; day < CHANGE_AFTER; day++) {
                changed.add(world.error(), Optional.empty(), 1);
            }
            all.forEach(Figures::changes);
            for (int day = 0; day < GIVE_UP_AFTER; day++) {
                List<Finding> found = changed.add(2 * world.error(), Optional.empty(), 1);
                all.forEach(figures -> figures.changedDay(found));
            }
        }
        for (Figures figures : all) {
            figures.print("errors twice as large");
            assertThat(figures.yearsBetween()).as(figures.name).isBetween(0.8, 4.0);
            assertThat(figures.medianDelay()).as(figures.name).isLessThanOrEqualTo(30);
        }
    }

    @Test
    void performanceAgainstCrossValidationRarelyAlarmsFalselyAndFindsARise() {
        var figures = new Figures(Detector.PERFORMANCE.word(), ErrorScale.AUTOCORRELATION);
        for (int run = 0; run < RUNS; run++) {
            var world = new World(new Random(run), ErrorScale.AUTOCORRELATION);
            Optional<ExpectedError> expected = ExpectedError.of(
                    DoubleStream.generate(world::error).limit(VALIDATED_DAYS).toArray());
            var watch = new ErrorWatch();
            for (int day = 0; day < CALM_YEARS * YEAR; day++) {
                figures.calmDay(watch.add(world.error(), expected, 1));
            }
            figures.changes();
            var changed = new ErrorWatch();
            for (int day = 0; day < GIVE_UP_AFTER; day++) {
                figures.changedDay(changed.add(2 * world.error(), expected, 1));
            }
        }
        figures.print("against cross-validation, from the first day on errors twice as large");
        // rarer than once a year: the thresholds are made for a scale that was learnt from four weeks
        assertThat(figures.yearsBetween()).isGreaterThan(4);
        assertThat(figures.medianDelay()).isLessThanOrEqualTo(20);
    }

    private static void calm(World world, DriftReference reference, Figures... figures) {
        var watch = new VariableWatch();
        for (int day = 0; day < CALM_YEARS * YEAR; day++) {
            List<Finding> found = watch.add(reference, world.day(), world.value(), 1);
            for (Figures each : figures) {
                each.calmDay(found);
            }
        }
    }

    private static void shift(World world, DriftReference reference, Figures... figures) {
        var watch = new VariableWatch();
        for (int day = 0; day < CHANGE_AFTER; day++) {
            watch.add(reference, world.day(), world.value(), 1);
        }
        for (Figures each : figures) {
            each.changes();
        }
        for (int day = 0; day < GIVE_UP_AFTER; day++) {
            List<Finding> found = watch.add(reference, world.day(), world.value(2), 1);
            for (Figures each : figures) {
                each.changedDay(found);
            }
        }
    }

    /** Days of an autoregression, of deviation 0.6 in one season and 1.4 in another, with a week and seasons of several deviations on top. */
    private static final class World {
        private final Random random;
        private final double rho;
        private int day = 20_000;
        private double state;

        World(Random random, double rho) {
            this.random = random;
            this.rho = rho;
            state = random.nextGaussian();
        }

        int day() {
            return day;
        }

        double value() {
            return value(0);
        }

        /** @param shift in deviations of that time of the year */
        double value(double shift) {
            state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            day++;
            double season = Math.cos(2 * Math.PI * (day - 1) / 365.2425);
            double weekend = (day + 2) % 7 >= 5 ? -2 : 0;
            return (state + shift) * (1 + 0.4 * season) + 5 * season + weekend;
        }

        /** A mean absolute error that wanders by 40 %, and by 10 % with the season. */
        double error() {
            state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            day++;
            return Math.exp(0.4 * state + 0.1 * Math.cos(2 * Math.PI * day / 365.2425));
        }

        DriftReference reference() {
            var means = new DayMeans();
            for (int i = 0; i < YEAR; i++) {
                int today = day;
                means.add(today, value());
            }
            return new DriftReference(
                    ReferenceBuilder.histogram("S", "x", means).orElseThrow());
        }
    }

    /** What one detector did. */
    private static final class Figures {
        private final String name;
        private final double rho;
        private final List<Integer> delays = new ArrayList<>();
        private int calmDays;
        private int falseAlarms;
        private int sinceChange;
        private boolean found;

        Figures(String name, double rho) {
            this.name = name;
            this.rho = rho;
        }

        void calmDay(List<Finding> findings) {
            calmDays++;
            falseAlarms += count(findings);
        }

        void changes() {
            sinceChange = 0;
            found = false;
        }

        void changedDay(List<Finding> findings) {
            sinceChange++;
            if (!found && count(findings) > 0) {
                found = true;
                delays.add(sinceChange);
            }
        }

        private int count(List<Finding> findings) {
            return (int) findings.stream()
                    .filter(finding -> finding.detector().word().equals(name))
                    .count();
        }

        double yearsBetween() {
            return calmDays / (double) YEAR / Math.max(1, falseAlarms);
        }

        /** Days until half of the runs had found it. */
        int medianDelay() {
            return delay(RUNS / 2);
        }

        private int delay(int runs) {
            return delays.size() <= runs
                    ? Integer.MAX_VALUE
                    : delays.stream()
                            .sorted()
                            .skip(runs)
                            .mapToInt(Integer::intValue)
                            .findFirst()
                            .orElseThrow();
        }

        void print(String change) {
            ToIntFunction<Integer> at = this::delay;
            System.out.printf(
                    Locale.ROOT,
                    "%-13s days alike by %.1f: %.1f years between false alarms; %s: found in %d of %d, median after %s days%n",
                    name,
                    rho,
                    yearsBetween(),
                    change,
                    delays.size(),
                    RUNS,
                    delays.size() <= RUNS / 2 ? "more than " + GIVE_UP_AFTER : at.applyAsInt(RUNS / 2));
        }
    }
}
