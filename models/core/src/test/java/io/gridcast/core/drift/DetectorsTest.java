package io.gridcast.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each detector on a stream where the answer is known: by hand, or by river 0.26 on the same numbers. */
class DetectorsTest {
    @Test
    void adwinCutsItsWindowWithinADayOfRiver() {
        var adwin = new Adwin(0.002);
        List<Integer> cuts = new ArrayList<>();

        double[] values = uniformWithAStepAt600();
        for (int i = 0; i < values.length; i++) {
            if (adwin.add(values[i])) {
                cuts.add(i);
                assertThat(adwin.riseBy()).isPositive();
            }
        }

        // river cuts at 628 and estimates 0.599 over 371 values in the end; which buckets are dropped differs a little
        assertThat(cuts.get(0)).isBetween(627, 629);
        assertThat(adwin.mean()).isCloseTo(0.599, within(0.02));
        assertThat(adwin.width()).isBetween(350, 450);
        assertThat(adwin.state().length).isLessThan(150);
    }

    @Test
    void pageHinkleySumsAsRiverDoes() {
        var test = new PageHinkley();
        double[] values = uniformWithAStepAt600();
        double[] sums = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sums[i] = test.add(10 * values[i]);
        }

        assertThat(sums[10]).isCloseTo(0.2099336913194172, within(1e-9));
        assertThat(sums[599]).isZero();
        assertThat(sums[650]).isCloseTo(127.94878634033523, within(1e-8));
        assertThat(sums[700]).isCloseTo(231.29585774754187, within(1e-8));
    }

    @Test
    void theStabilityIndexIsTheDivergenceOfTheShares() {
        var window = new PlaceWindow();
        for (int day = 0; day < PlaceWindow.DAYS - 1; day++) {
            window.add(0.9);
            assertThat(window.stabilityIndex()).isNaN();
        }
        window.add(0.1);

        // 55.5 of 58.5 in one bin, 1.5 in another, 0.5 in the other three, by hand
        double all = (55.5 / 58.5 - 0.2) * Math.log(5 * 55.5 / 58.5);
        double one = (1.5 / 58.5 - 0.2) * Math.log(5 * 1.5 / 58.5);
        double none = (0.5 / 58.5 - 0.2) * Math.log(5 * 0.5 / 58.5);
        assertThat(window.stabilityIndex()).isCloseTo(all + one + 3 * none, within(1e-12));
    }

    @Test
    void evenPlacesAreAsStableAsCanBe() {
        var window = new PlaceWindow();
        for (int day = 0; day < 100; day++) {
            window.add(day % 10 / 10.0 + 0.05);
        }

        assertThat(window.stabilityIndex()).isLessThan(0.01);
        assertThat(window.largestDistance()).isLessThan(0.25);
    }

    @Test
    void theLargestDistanceIsThatOfKolmogorovAndSmirnov() {
        var window = new PlaceWindow();
        for (int day = 0; day < PlaceWindow.RECENT_DAYS; day++) {
            window.add(0.5 + 0.5 * (day + 0.5) / PlaceWindow.RECENT_DAYS);
        }

        // the first of 14 places is 0.5 + 1/56: all of training below it, none of the days
        assertThat(window.largestDistance()).isCloseTo(0.5 + 1.0 / 56, within(1e-6));
    }

    @Test
    void theErrorChartForgetsExponentially() {
        var chart = new ErrorChart();
        chart.add(1);
        chart.add(1);

        assertThat(chart.add(0)).isCloseTo(0.9 * (0.1 + 0.09), within(1e-12));
    }

    @Test
    void errorsAreMeasuredInDeviationsOfTheirLogarithm() {
        var scale = new ErrorScale();
        for (int day = 0; day < ErrorScale.DAYS; day++) {
            assertThat(scale.of(day % 2 == 0 ? 10 : 1000)).isEmpty();
        }

        double deviation = Math.log(10) * Math.sqrt(28.0 / 27);
        assertThat(scale.of(100).orElseThrow()).isCloseTo(0, within(1e-9));
        assertThat(new ErrorScale(scale.state()).of(1000).orElseThrow())
                .isCloseTo(Math.log(10) / deviation, within(1e-9));
    }

    @Test
    void whatWasExpectedTravelsByAManifestsMetrics() {
        double[] days = new double[2 * ErrorScale.DAYS];
        for (int day = 0; day < days.length; day++) {
            days[day] = day % 2 == 0 ? 10 : 1000;
        }
        var metrics = new TreeMap<String, Double>();
        ExpectedError.of(days).orElseThrow().tell("ES", metrics);

        ExpectedError expected =
                Objects.requireNonNull(ExpectedError.of(metrics).get("ES"));
        assertThat(expected.deviations(100)).isCloseTo(0, within(1e-9));
        assertThat(expected.deviations(1000)).isCloseTo(1, within(0.01));
        assertThat(ExpectedError.of(new double[ErrorScale.DAYS - 1])).isEmpty();
    }

    @Test
    void performanceAgainstCrossValidationNeedsNoWeeksToLearnAndLastsAsLongAsTheErrors() {
        var watch = new ErrorWatch();
        Optional<ExpectedError> expected = Optional.of(new ExpectedError(0, 0.3));
        List<Finding> found = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            found.addAll(watch.add(2, expected, 1));
        }

        assertThat(found).extracting(Finding::detector).containsExactly(Detector.PERFORMANCE);
        assertThat(watch.lasting(1)).isPresent();
        for (int day = 0; day < 20; day++) {
            watch.add(1, expected, 1);
        }
        assertThat(watch.lasting(1)).isEmpty();
    }

    @Test
    void aWatchThatWasPutAwayGoesOnAsIfItHadNot() {
        var one = new ErrorWatch();
        var other = new ErrorWatch();
        double[] values = uniformWithAStepAt600();
        List<Finding> ofOne = new ArrayList<>();
        List<Finding> ofOther = new ArrayList<>();
        for (double value : values) {
            ofOne.addAll(one.add(value, Optional.empty(), 1));
            other = new ErrorWatch(other.state());
            ofOther.addAll(other.add(value, Optional.empty(), 1));
        }

        assertThat(ofOther).isEqualTo(ofOne);
        assertThat(ofOne)
                .extracting(Finding::detector)
                .contains(Detector.PAGE_HINKLEY, Detector.PERFORMANCE, Detector.ADWIN);
    }

    @Test
    void thresholdsAreReadBetweenTheLines() {
        double oneLine = FalseAlarms.threshold(FalseAlarms.Table.STABILITY_INDEX, 0.3, 4 / 1.3);
        double theNext = FalseAlarms.threshold(FalseAlarms.Table.STABILITY_INDEX, 0.5, 4 / 1.3);

        assertThat(oneLine).isCloseTo(0.454, within(1e-4));
        assertThat(FalseAlarms.threshold(FalseAlarms.Table.STABILITY_INDEX, 0.4, 4 / 1.3))
                .isCloseTo((oneLine + theNext) / 2, within(1e-9));
        assertThat(FalseAlarms.threshold(FalseAlarms.Table.STABILITY_INDEX, 0.99, 1000))
                .isEqualTo(3.62);
        assertThat(FalseAlarms.threshold(FalseAlarms.Table.STABILITY_INDEX, 0, 0.1))
                .isEqualTo(0.238);
    }

    /** A linear congruential generator, so that anybody gets the same numbers. */
    private static double[] uniformWithAStepAt600() {
        double[] values = new double[1000];
        long state = 12345;
        for (int i = 0; i < values.length; i++) {
            state = (1_103_515_245L * state + 12_345) % 2_147_483_648L;
            values[i] = (i < 600 ? 0.2 : 0.5) + 0.2 * (state / 2_147_483_648.0);
        }
        return values;
    }
}
