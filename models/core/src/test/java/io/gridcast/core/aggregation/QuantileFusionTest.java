package io.gridcast.core.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.score.ScoringRules;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileFusionTest {
    private static final float[] NORMAL = {-1.6449f, -1.2816f, -0.6745f, 0, 0.6745f, 1.2816f, 1.6449f};
    private static final double MEMORY = 0.99;

    @Test
    void theMixIsBetterThanEachExpert() {
        double[] losses = losses(2_000);

        assertThat(losses[2]).isLessThan(0.9 * Math.min(losses[0], losses[1]));
    }

    @Test
    void rowsAreSortedAndSharesAddUpToOne() {
        var fusion = new QuantileFusion(2, QuantileLevels.standard(), MEMORY);
        double[] state = new double[fusion.stateSize()];
        float[] fused = new float[NORMAL.length];
        double[] shares = new double[2];

        fusion.fuse(state, state, new float[][] {row(10, 1), row(20, 5)}, 0, fused, shares);

        assertThat(fused).isSorted();
        assertThat(fused[QuantileLevels.MEDIAN]).isEqualTo(15);
        assertThat(shares).containsExactly(0.5, 0.5);
    }

    @Test
    void oneExpertAloneIsTheMix() {
        var fusion = new QuantileFusion(2, QuantileLevels.standard(), MEMORY);
        double[] state = new double[fusion.stateSize()];
        float[] fused = new float[NORMAL.length];

        boolean anyone = fusion.fuse(state, state, new float[][] {{}, row(20, 5)}, 0, fused, new double[2]);

        assertThat(anyone).isTrue();
        assertThat(fused).containsExactly(row(20, 5));
        assertThat(fusion.fuse(state, state, new float[][] {{}, {}}, 0, fused, new double[2]))
                .isFalse();
    }

    @Test
    void whatWasLearntIsKeptWhenAnExpertJoins() {
        var two = new QuantileFusion(2, QuantileLevels.standard(), MEMORY);
        double[] state = new double[two.stateSize()];
        float[][] experts = {row(10, 1), row(20, 1)};
        for (int step = 0; step < 50; step++) {
            double[] sums = new double[two.lossSize()];
            two.lose(state, state, experts, 0, 10 + step % 3 - 1, sums);
            two.learn(state, sums, 1);
        }
        var three = new QuantileFusion(3, QuantileLevels.standard(), MEMORY);
        double[] grown = three.grown(state);
        double[] before = new double[2];
        double[] after = new double[3];

        two.fuse(state, state, experts, 0, new float[7], before);
        three.fuse(grown, grown, new float[][] {experts[0], experts[1], {}}, 0, new float[7], after);

        assertThat(after[0]).isCloseTo(before[0], within(0.01)).isGreaterThan(0.8);
    }

    /** Mean pinball loss of two experts whose errors cancel out in part, and of their mix. */
    private static double[] losses(int steps) {
        var random = new Random(3);
        var fusion = new QuantileFusion(2, QuantileLevels.standard(), MEMORY);
        double[] group = new double[fusion.stateSize()];
        double[] all = new double[fusion.stateSize()];
        double[] losses = new double[3];
        float[] fused = new float[NORMAL.length];
        for (int step = 0; step < steps; step++) {
            double common = random.nextGaussian();
            double observed = 50 + 0.2 * random.nextGaussian();
            float[][] experts = {row(50 + common, 1), row(50 - common, 1)};
            fusion.fuse(group, all, experts, 0, fused, new double[2]);
            for (int level = 0; level < NORMAL.length; level++) {
                double tau = QuantileLevels.standard()[level];
                losses[0] += ScoringRules.pinball(tau, experts[0][level], observed) / steps;
                losses[1] += ScoringRules.pinball(tau, experts[1][level], observed) / steps;
                losses[2] += ScoringRules.pinball(tau, fused[level], observed) / steps;
            }
            double[] sums = new double[fusion.lossSize()];
            fusion.lose(group, all, experts, 0, observed, sums);
            fusion.learn(group, sums, 1);
            fusion.learn(all, sums, 1);
        }
        return losses;
    }

    private static float[] row(double median, double deviation) {
        float[] row = new float[NORMAL.length];
        for (int level = 0; level < row.length; level++) {
            row[level] = (float) (median + deviation * NORMAL[level]);
        }
        return row;
    }
}
