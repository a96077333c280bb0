package io.gridcast.topology.verdict;

import static io.gridcast.core.check.Checks.require;
import static io.gridcast.core.check.Checks.requirePositive;

import io.gridcast.topology.lifecycle.PromotionPolicy;
import java.time.Duration;

/**
 * How challengers are judged.
 *
 * @param alpha allowed probability that an equal model is ever called better or worse, a pair ({@code verdict.alpha}, default 0.05)
 * @param margin by how much a challenger must be better, or worse, in what the champion usually loses ({@code verdict.margin}, default
 *     0: any difference)
 * @param patience how long after its end a UTC day waits for the losses of slower models ({@code verdict.patience}, default 12 h)
 * @param policy what a verdict may do ({@code promotion.policy}, default report)
 */
public record VerdictConfig(double alpha, double margin, Duration patience, PromotionPolicy policy) {
    public VerdictConfig {
        require(alpha > 0 && alpha <= 0.5, "verdict.alpha is " + alpha + ", must be more than 0 and at most 0.5");
        require(margin >= 0 && margin < 1, "verdict.margin is " + margin + ", must be at least 0 and less than 1");
        requirePositive("verdict.patience", patience);
    }

    /** The defaults. */
    public static VerdictConfig defaults() {
        return new VerdictConfig(0.05, 0, Duration.ofHours(12), PromotionPolicy.REPORT);
    }
}
