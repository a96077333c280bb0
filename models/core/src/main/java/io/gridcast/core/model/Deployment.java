package io.gridcast.core.model;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What runs in a scope, from an instant on.
 *
 * @param champion the model whose forecasts count; empty where the champion of the next wider scope serves
 * @param experts models that are fused with the champion
 * @param shadows models that forecast beside it and are only scored
 * @param canary the model that serves a share of series; empty for none
 * @param canaryShare share of series that the canary serves, 0 to 1
 * @param effectiveFrom the first tick at or after this instant uses it; {@link Instant#MAX} while it waits for readiness
 * @param revision one more at each change of the scope
 * @param standIn the champion before, kept loaded: it stands in where the champion fails, and takes its place at a roll-back
 */
public record Deployment(
        Scope scope,
        Optional<DeployedModel> champion,
        List<DeployedModel> experts,
        List<DeployedModel> shadows,
        Optional<DeployedModel> canary,
        double canaryShare,
        Instant effectiveFrom,
        int revision,
        Optional<DeployedModel> standIn) {
    public Deployment {
        experts = List.copyOf(experts);
        shadows = List.copyOf(shadows);
    }

    /** Whether every task has said that it is ready, so that the time of the cut-over is fixed. */
    public boolean isEffective() {
        return !effectiveFrom.equals(Instant.MAX);
    }

    /** Whether the canary serves a series: a stable share of them, another one for each canary. */
    public boolean isServedByCanary(String seriesId) {
        return canary.isPresent() && StableShare.of(canary.get().model(), seriesId) < canaryShare;
    }

    /** All models that have a role, each once, in the order of their care: champion, stand-in, canary, experts, shadows. */
    public List<DeployedModel> models() {
        Set<DeployedModel> all = new LinkedHashSet<>(served());
        all.addAll(shadows);
        return List.copyOf(all);
    }

    /** The models that forecasts may stand on, each once: all but the shadows. */
    public List<DeployedModel> served() {
        Set<DeployedModel> all = new LinkedHashSet<>();
        champion.ifPresent(all::add);
        standIn.ifPresent(all::add);
        canary.ifPresent(all::add);
        all.addAll(experts);
        return List.copyOf(all);
    }

    /** The same from {@code instant} on. */
    public Deployment effective(Instant instant) {
        return new Deployment(scope, champion, experts, shadows, canary, canaryShare, instant, revision, standIn);
    }
}
