package io.gridcast.core.spikes;

import io.gridcast.core.check.Checks;

/**
 * Turns the log-odds that a classifier says into probabilities that hold: {@code 1 / (1 + exp(−(slope × logit + intercept)))}.
 *
 * <p>Platt 1999, Probabilistic outputs for support vector machines; on the log-odds of boosted trees (Niculescu-Mizil and Caruana
 * 2005, Predicting good probabilities with supervised learning: with less than about a thousand independent cases it does better than
 * isotonic regression, and spikes come in few days). It keeps the order of what it is given, whatever it was fitted on.
 *
 * <p>{@link StrictMath}, so that all machines give the same bits.
 *
 * @param slope positive: below 1 where the classifier is too sure of itself
 * @param intercept log-odds that are added
 */
public record LogisticCalibration(double slope, double intercept) {
    /** Beyond it a probability is so close to 0 or 1 that nobody could have seen the difference. */
    private static final double MOST = 30;

    private static final int STEPS = 100;
    private static final double SMALLEST_GRADIENT = 1e-10;
    private static final double RIDGE = 1e-12;
    private static final double SMALLEST_STEP = 1e-10;
    private static final double LEAST_SLOPE = 1e-3;

    public LogisticCalibration {
        Checks.requireFinite("slope of a calibration", slope);
        Checks.requireFinite("intercept of a calibration", intercept);
        Checks.require(
                slope > 0,
                "slope of a calibration is " + slope + ", must be positive: a higher score is a higher risk");
    }

    /** The probability of a case, between 0 and 1, both out. */
    public double probability(double logit) {
        return sigmoid(slope * logit + intercept);
    }

    /** Log-odds of a probability; those of 0 and 1 are finite, too. */
    public static double logit(double probability) {
        double odds = StrictMath.log(probability) - StrictMath.log1p(-probability);
        return Math.max(-MOST, Math.min(MOST, odds));
    }

    /**
     * Fits the two numbers by maximum likelihood on Platt's targets, which are a little less sure than the cases themselves; Newton's
     * method with halved steps (Lin, Lin and Weng 2007, A note on Platt's probabilistic outputs).
     *
     * @param logits what the classifier said of cases that it had not learnt from
     * @param happened whether each of them happened
     * @throws IllegalArgumentException if all or none happened
     */
    public static LogisticCalibration fit(double[] logits, boolean[] happened) {
        int positives = 0;
        for (boolean each : happened) {
            positives += each ? 1 : 0;
        }
        int negatives = happened.length - positives;
        Checks.require(
                logits.length == happened.length && positives > 0 && negatives > 0,
                "of " + happened.length + " cases " + positives + " happened, some must and some must not");
        return new Fit(logits, happened, positives, negatives).run();
    }

    private static double sigmoid(double odds) {
        double kept = Math.max(-MOST, Math.min(MOST, odds));
        return kept >= 0 ? 1 / (1 + StrictMath.exp(-kept)) : 1 - 1 / (1 + StrictMath.exp(kept));
    }

    /** Newton's method in two unknowns. */
    private static final class Fit {
        private final double[] logits;
        private final double[] targets;
        private double slope = 1;
        private double intercept;
        private double alongSlope;
        private double alongIntercept;

        Fit(double[] logits, boolean[] happened, int positives, int negatives) {
            this.logits = logits;
            this.targets = new double[logits.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = happened[i] ? (positives + 1.0) / (positives + 2) : 1.0 / (negatives + 2);
            }
        }

        LogisticCalibration run() {
            double loss = loss(slope, intercept);
            for (int step = 0; step < STEPS && direction(); step++) {
                double length = 1;
                double next = loss(slope + alongSlope, intercept + alongIntercept);
                while (!(next <= loss) && length > SMALLEST_STEP) {
                    length /= 2;
                    next = loss(slope + length * alongSlope, intercept + length * alongIntercept);
                }
                if (!(next <= loss)) {
                    break;
                }
                slope += length * alongSlope;
                intercept += length * alongIntercept;
                loss = next;
            }
            return new LogisticCalibration(Math.max(LEAST_SLOPE, slope), intercept);
        }

        /** Newton's step from here; false where there is nothing left to gain. */
        private boolean direction() {
            double slopeGradient = 0;
            double interceptGradient = 0;
            double slopes = RIDGE;
            double both = 0;
            double intercepts = RIDGE;
            for (int i = 0; i < logits.length; i++) {
                double p = sigmoid(slope * logits[i] + intercept);
                double error = p - targets[i];
                double weight = p * (1 - p);
                slopeGradient += error * logits[i];
                interceptGradient += error;
                slopes += weight * logits[i] * logits[i];
                both += weight * logits[i];
                intercepts += weight;
            }
            double determinant = slopes * intercepts - both * both;
            alongSlope = -(intercepts * slopeGradient - both * interceptGradient) / determinant;
            alongIntercept = -(slopes * interceptGradient - both * slopeGradient) / determinant;
            return Math.abs(slopeGradient) + Math.abs(interceptGradient) > SMALLEST_GRADIENT * logits.length;
        }

        private double loss(double atSlope, double atIntercept) {
            double sum = 0;
            for (int i = 0; i < logits.length; i++) {
                double odds = atSlope * logits[i] + atIntercept;
                sum += Math.max(odds, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(odds))) - targets[i] * odds;
            }
            return sum;
        }
    }
}
