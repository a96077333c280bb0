package io.gridcast.core.verdict;

import java.util.Random;
import java.util.SplittableRandom;

/** Made-up daily losses of two models, of which the second is better by a known share. */
enum LossProcess {
    /** Two models that share nothing, each AR(1) with 0.9 around one mean. */
    APART_90(0.9, Kind.APART),
    /** As above with 0.98: a memory of three months. */
    APART_98(0.98, Kind.APART),
    /** As above with 0.5. */
    APART_50(0.5, Kind.APART),
    /** Two models that share the day's difficulty, AR(1) with 0.9 in its logarithm; what is their own, 12 % of it, has no memory. */
    PAIRED_0(0, Kind.PAIRED),
    /** As above; what is their own is AR(1) with 0.3. */
    PAIRED_30(0.3, Kind.PAIRED),
    /** As above; 0.6. */
    PAIRED_60(0.6, Kind.PAIRED),
    /** As above; 0.9. */
    PAIRED_90(0.9, Kind.PAIRED),
    /** One model is better on Sundays, the other on all other days. */
    SUNDAYS(0.5, Kind.SUNDAYS),
    /** A slow difference, AR(1) with 0.95, under daily noise half as large again: what a test by days alone takes for independent. */
    HIDDEN_95(0.95, Kind.HIDDEN);

    private enum Kind {
        APART,
        PAIRED,
        SUNDAYS,
        HIDDEN
    }

    private final double memory;
    private final Kind kind;

    LossProcess(double memory, Kind kind) {
        this.memory = memory;
        this.kind = kind;
    }

    /** A process of its own for each seed; {@code gain} is by what share of the mean loss the second model is better. */
    Days begin(long seed, double gain) {
        return new Days(new Random(new SplittableRandom(seed).nextLong()), gain);
    }

    /** Day after day. */
    final class Days {
        private static final double DIFFICULTY = 0.9;

        private final Random random;
        private final double gain;
        private double shared;
        private double first;
        private double second;
        private int day;
        private UsualLoss usual = UsualLoss.UNKNOWN;

        private Days(Random random, double gain) {
            this.random = random;
            this.gain = gain;
            shared = random.nextGaussian();
            first = random.nextGaussian();
            second = random.nextGaussian();
        }

        /** The first day only tells what is usual. */
        void skip() {
            usual = usual.with(losses()[0]);
        }

        PairDay next() {
            double[] losses = losses();
            var pair = new PairDay();
            pair.add(losses[0], losses[1], usual);
            usual = usual.with(losses[0]);
            return pair;
        }

        /** Losses of the champion and of the challenger. */
        double[] losses() {
            day++;
            shared = next(shared, DIFFICULTY);
            first = next(first, memory);
            second = next(second, memory);
            return switch (kind) {
                case APART -> new double[] {bounded(1 + 0.3 * first), bounded(1 + 0.3 * second) * (1 - gain)};
                case PAIRED -> {
                    double difficulty = Math.exp(0.4 * shared - 0.08);
                    yield new double[] {
                        bounded(difficulty * Math.exp(0.12 * first)),
                        bounded(difficulty * Math.exp(0.12 * second)) * (1 - gain)
                    };
                }
                case SUNDAYS -> new double[] {1, bounded(1 + 0.1 * first + (day % 7 == 0 ? 0.3 : -0.05)) - gain};
                case HIDDEN -> new double[] {1, bounded(1 + 0.1 * first + 0.15 * random.nextGaussian()) - gain};
            };
        }

        private double next(double state, double correlation) {
            return correlation * state + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }

        private static double bounded(double loss) {
            return Math.max(0, Math.min(4, loss));
        }
    }
}
