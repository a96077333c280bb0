package io.gridcast.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What runs in a scope, from an instant on.
 *
 * @param champion the model whose forecasts count
 * @param canary the model that serves a share of series; empty for none
 * @param canaryShare share of series that the canary serves, 0 to 1
 * @param effectiveFrom the first tick at or after this instant uses it; {@link Instant#MAX} while it waits for readiness
 * @param revision one more at each change of the scope
 */
public record Deployment(
        Scope scope,
        DeployedModel champion,
        List<DeployedModel> experts,
        List<DeployedModel> shadows,
        Optional<DeployedModel> canary,
        double canaryShare,
        Instant effectiveFrom,
        int revision) {
    public Deployment {
        experts = List.copyOf(experts);
        shadows = List.copyOf(shadows);
    }

    /** Whether every task has said that it is ready, so that the time of the cut-over is fixed. */
    public boolean isEffective() {
        return !effectiveFrom.equals(Instant.MAX);
    }
}
