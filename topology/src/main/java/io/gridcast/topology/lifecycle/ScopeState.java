package io.gridcast.topology.lifecycle;

import io.gridcast.core.model.Deployment;
import java.util.Optional;

/**
 * What runs in a scope and what waits to.
 *
 * @param highestRevision ever given, so that an answer to a refused deployment is never taken for one to its successor
 * @param effective the deployment whose time of cut-over is fixed
 * @param rollout the one that waits for readiness
 */
record ScopeState(int highestRevision, Optional<Deployment> effective, Optional<Rollout> rollout) {
    static final ScopeState NEW = new ScopeState(0, Optional.empty(), Optional.empty());

    ScopeState waitingFor(Rollout next) {
        return new ScopeState(Math.max(highestRevision, next.deployment().revision()), effective, Optional.of(next));
    }

    ScopeState running(Deployment deployment) {
        return new ScopeState(highestRevision, Optional.of(deployment), Optional.empty());
    }

    ScopeState withoutRollout() {
        return new ScopeState(highestRevision, effective, Optional.empty());
    }
}
