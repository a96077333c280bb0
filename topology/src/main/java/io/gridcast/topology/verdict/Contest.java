package io.gridcast.topology.verdict;

import io.gridcast.core.baseline.SimilarDay;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is compared with whom in a scope.
 *
 * @param champion the scope's own, or that of the next wider scope
 * @param ownsChampion whether it is the scope's own, so that it can be rolled back here
 * @param challengers by model, shadows and canary, each in its pack
 * @param guards models that the champion must not be worse than: the one before it, and the rung of similar days
 */
record Contest(
        Scope scope,
        DeployedModel champion,
        boolean ownsChampion,
        Map<ModelRef, DeployedModel> challengers,
        List<ModelRef> guards) {

    /** Empty where nobody is champion. {@code wider} are the deployments of the scopes around, the next one first. */
    static Optional<Contest> of(Deployment deployment, List<Deployment> wider) {
        Optional<DeployedModel> champion = deployment.champion();
        for (Deployment next : wider) {
            champion = champion.or(next::champion);
        }
        return champion.map(found -> of(deployment, found));
    }

    private static Contest of(Deployment deployment, DeployedModel champion) {
        boolean ownsChampion = deployment.champion().isPresent();
        List<ModelRef> guards = ownsChampion
                ? deployment
                        .standIn()
                        .map(before -> List.of(before.model(), SimilarDay.MODEL))
                        .orElse(List.of(SimilarDay.MODEL))
                : List.of();
        Map<ModelRef, DeployedModel> challengers = new LinkedHashMap<>();
        deployment.canary().ifPresent(canary -> challengers.put(canary.model(), canary));
        deployment.shadows().forEach(shadow -> challengers.putIfAbsent(shadow.model(), shadow));
        challengers.remove(champion.model());
        guards.forEach(challengers::remove);
        return new Contest(deployment.scope(), champion, ownsChampion, challengers, guards);
    }

    Pair pair(ModelRef rival) {
        return new Pair(scope, champion.model(), rival);
    }

    /** Whether a pair of the scope is still compared. */
    boolean holds(Pair pair) {
        return pair.champion().equals(champion.model())
                && (guards.contains(pair.rival()) || challengers.containsKey(pair.rival()));
    }
}
