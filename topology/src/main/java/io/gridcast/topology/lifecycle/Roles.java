package io.gridcast.topology.lifecycle;

import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who plays which role in a scope, and how a command changes that. A model has one role in a scope at a time; the champion that is
 * replaced stays as stand-in.
 *
 * @param canaryShare share of series that the canary serves, 0 to 1
 */
record Roles(
        Optional<DeployedModel> champion,
        List<DeployedModel> experts,
        List<DeployedModel> shadows,
        Optional<DeployedModel> canary,
        double canaryShare,
        Optional<DeployedModel> standIn) {
    static final Roles NONE = new Roles(Optional.empty(), List.of(), List.of(), Optional.empty(), 0, Optional.empty());

    Roles {
        experts = List.copyOf(experts);
        shadows = List.copyOf(shadows);
    }

    static Roles of(Deployment deployment) {
        return new Roles(
                deployment.champion(),
                deployment.experts(),
                deployment.shadows(),
                deployment.canary(),
                deployment.canaryShare(),
                deployment.standIn());
    }

    /** As a deployment whose time is not fixed yet. */
    Deployment waiting(Scope scope, int revision) {
        return new Deployment(scope, champion, experts, shadows, canary, canaryShare, Instant.MAX, revision, standIn);
    }

    Roles withChampion(DeployedModel model) {
        Roles others = without(model);
        Optional<DeployedModel> replaced = champion.filter(before -> !before.equals(model));
        return new Roles(
                Optional.of(model),
                others.experts,
                others.shadows,
                others.canary,
                others.canaryShare,
                replaced.or(() -> others.standIn));
    }

    Roles withShadow(DeployedModel model) {
        Roles others = without(model);
        return new Roles(
                champion,
                others.experts,
                and(others.shadows, model),
                others.canary,
                others.canaryShare,
                others.standIn);
    }

    /** An expert takes the place of its version before: it is known to the mixture by its id, and goes on with its weight. */
    Roles withExpert(DeployedModel model) {
        Roles others = without(model);
        List<DeployedModel> kept = others.experts.stream()
                .filter(other -> !other.model().modelId().equals(model.model().modelId()))
                .toList();
        return new Roles(champion, and(kept, model), others.shadows, others.canary, others.canaryShare, others.standIn);
    }

    Roles withCanary(DeployedModel model, double share) {
        Roles others = without(model);
        return new Roles(champion, others.experts, others.shadows, Optional.of(model), share, others.standIn);
    }

    /** The champion before in its place; where there was none, no champion: the wider scope's serves, or the next rung. */
    Roles rolledBack() {
        return new Roles(standIn, experts, shadows, canary, canaryShare, Optional.empty());
    }

    /** Without {@code model} in any role but champion. */
    Roles without(DeployedModel model) {
        boolean isCanary = canary.filter(model::equals).isPresent();
        return new Roles(
                champion,
                but(experts, model),
                but(shadows, model),
                isCanary ? Optional.empty() : canary,
                isCanary ? 0 : canaryShare,
                standIn.filter(other -> !other.equals(model)));
    }

    boolean isChampion(DeployedModel model) {
        return champion.filter(model::equals).isPresent();
    }

    /** Whether it has any role here. */
    boolean holds(DeployedModel model) {
        return isChampion(model) || !equals(without(model));
    }

    /** Whether it is scored here beside the champion, so that it may take its place. */
    boolean isCandidate(DeployedModel model) {
        return experts.contains(model)
                || shadows.contains(model)
                || canary.filter(model::equals).isPresent();
    }

    private static List<DeployedModel> and(List<DeployedModel> models, DeployedModel one) {
        List<DeployedModel> all = new ArrayList<>(models);
        all.add(one);
        return all;
    }

    private static List<DeployedModel> but(List<DeployedModel> models, DeployedModel one) {
        List<DeployedModel> others = new ArrayList<>(models);
        others.remove(one);
        return others;
    }
}
