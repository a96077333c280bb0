package io.gridcast.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.model.Verdict.Decision;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often equal models are told apart, and how long a better one waits. Prints the figures of docs/measurements.md. */
class LossDifferencesSimulationTest {
    private static final double ALPHA = 0.05;
    private static final int RUNS = 1_000;
    private static final int TWO_YEARS = 730;
    private static final int EIGHT_YEARS = 2_920;
    private static final int BETTER_RUNS = 200;
    private static final double GAIN = 0.05;
    private static final StringBuilder FIGURES = new StringBuilder();

    @AfterAll
    static void figures() {
        System.out.println(FIGURES);
    }

    @ParameterizedTest
    @EnumSource(names = "HIDDEN_95", mode = EnumSource.Mode.EXCLUDE)
    void equalModelsAreRarelyToldApartThoughTheTestIsReadEveryDay(LossProcess losses) {
        int[] decided = decisions(losses);

        assertThat(decided[0]).isLessThan((int) (ALPHA * RUNS));
        assertThat(decided[0] + decided[1]).isLessThanOrEqualTo((int) (ALPHA * RUNS));
    }

    /** Beyond the assumptions, and reported as such: not twice α. */
    @Test
    void aSlowDifferenceUnderNoiseOfDaysIsMistakenLessThanTwiceAsOften() {
        int[] decided = decisions(LossProcess.HIDDEN_95);

        assertThat(decided[0]).isLessThan((int) (2 * ALPHA * RUNS));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAIRED_0", "PAIRED_30", "PAIRED_60", "PAIRED_90"})
    void aBetterModelIsFound(LossProcess losses) {
        int[] days = new int[BETTER_RUNS];
        int wrong = 0;
        for (int run = 0; run < BETTER_RUNS; run++) {
            Outcome outcome = race(losses.begin(RUNS + run, GAIN), EIGHT_YEARS);
            days[run] = outcome.decision() == Decision.CHALLENGER_BETTER ? outcome.days() : Integer.MAX_VALUE;
            wrong += outcome.decision() == Decision.CHALLENGER_WORSE ? 1 : 0;
        }
        Arrays.sort(days);
        FIGURES.append(String.format(
                Locale.ROOT,
                "%s, 5 %% better: verdict after %s days (median), %s (nine in ten), called worse %d of %d%n",
                losses,
                days(days[BETTER_RUNS / 2]),
                days(days[BETTER_RUNS * 9 / 10]),
                wrong,
                BETTER_RUNS));

        assertThat(days[BETTER_RUNS / 2]).isLessThan(EIGHT_YEARS);
        assertThat(wrong).isLessThanOrEqualTo(BETTER_RUNS / 40);
    }

    private static int[] decisions(LossProcess losses) {
        int better = 0;
        int worse = 0;
        for (int run = 0; run < RUNS; run++) {
            Decision decision = race(losses.begin(run, 0), TWO_YEARS).decision();
            better += decision == Decision.CHALLENGER_BETTER ? 1 : 0;
            worse += decision == Decision.CHALLENGER_WORSE ? 1 : 0;
        }
        FIGURES.append(String.format(
                Locale.ROOT,
                "%s, equal: called better %.1f %%, called worse %.1f %% of %d runs of %d days%n",
                losses,
                better * 100.0 / RUNS,
                worse * 100.0 / RUNS,
                RUNS,
                TWO_YEARS));
        return new int[] {better, worse};
    }

    private static Outcome race(LossProcess.Days losses, int days) {
        PairTest test = PairTest.NEW;
        losses.skip();
        for (int day = 1; day <= days; day++) {
            test = test.with(losses.next(), ALPHA, 0);
            if (test.decision() != Decision.UNDECIDED) {
                return new Outcome(test.decision(), day);
            }
        }
        return new Outcome(Decision.UNDECIDED, days);
    }

    private static String days(int days) {
        return days == Integer.MAX_VALUE ? "more than " + EIGHT_YEARS : Integer.toString(days);
    }

    private record Outcome(Decision decision, int days) {}
}
