package io.gridcast.topology.lifecycle;

import io.gridcast.core.model.Deployment;
import java.util.Optional;

/**
 * What runs in a scope and what waits to.
 *
 * @param highestRevision ever given, so that an answer to a refused deployment is never taken for one to its successor
 * @param effective the deployment whose time of cut-over is fixed
 * @param rollout the one that waits for readiness
 * @param proposal the promotion that waits for approval
 */
record ScopeState(
        int highestRevision, Optional<Deployment> effective, Optional<Rollout> rollout, Optional<Proposal> proposal) {
    static final ScopeState NEW = new ScopeState(0, Optional.empty(), Optional.empty(), Optional.empty());

    /** The roles as the last command left them, whether they are effective yet or not. */
    Roles roles() {
        return rollout.map(Rollout::deployment)
                .or(() -> effective)
                .map(Roles::of)
                .orElse(Roles.NONE);
    }

    ScopeState waitingFor(Rollout next) {
        return new ScopeState(
                Math.max(highestRevision, next.deployment().revision()), effective, Optional.of(next), proposal);
    }

    ScopeState running(Deployment deployment) {
        return new ScopeState(highestRevision, Optional.of(deployment), Optional.empty(), proposal);
    }

    ScopeState withoutRollout() {
        return new ScopeState(highestRevision, effective, Optional.empty(), proposal);
    }

    ScopeState proposed(Proposal one) {
        return new ScopeState(highestRevision, effective, rollout, Optional.of(one));
    }

    ScopeState withoutProposal() {
        return new ScopeState(highestRevision, effective, rollout, Optional.empty());
    }
}
