package io.gridcast.topology.forecast;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.time.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which model serves which series. A new deployment is first answered with this task's readiness; once every task has answered it comes
 * back with a time, and all tasks cut over at the same tick.
 */
final class Deployments {
    private final Task task;
    private final ForecastConfig config;
    private final ForecastState state;
    private final ModelShelf shelf;

    Deployments(Task task, ForecastConfig config, ForecastState state, ModelShelf shelf) {
        this.task = task;
        this.config = config;
        this.state = state;
        this.shelf = shelf;
    }

    /** Answers for deployments that are new, and cuts over to those whose time has come. */
    void tick(long tickMs) {
        for (Deployment next : new ArrayList<>(state.deploying().values())) {
            String scope = next.scope().toString();
            if (!next.isEffective()) {
                answer(next, tickMs);
            } else if (next.effectiveFrom().toEpochMilli() <= tickMs) {
                state.cutOver(scope);
            }
        }
    }

    /** The champion of a series: the narrowest scope wins. */
    Optional<Champion> champion(Series series, Target target) {
        return deployed(target, "series:" + series.seriesId())
                .or(() -> deployed(target, "zone:" + series.priceZone()))
                .or(() -> deployed(target, "*"))
                .map(deployment -> new Champion(deployment.champion().model(), shelf.await(deployment.champion())));
    }

    private Optional<Deployment> deployed(Target target, String subject) {
        return state.deployed(new Scope(target, subject).toString());
    }

    private void answer(Deployment next, long tickMs) {
        String scope = next.scope().toString();
        if (state.hasAnswered(scope, next.revision())) {
            return;
        }
        List<DeployedModel> models = new ArrayList<>();
        models.add(next.champion());
        models.addAll(next.experts());
        next.canary().ifPresent(models::add);
        String fault = "";
        try {
            models.forEach(shelf::await);
        } catch (ExplainedException refused) {
            fault = refused.what();
        }
        var readiness = new Readiness(
                next.scope(), task.partition(), config.seriesPartitions(), next.revision(), models, fault);
        task.outbox().send(Topics.MODELS_READINESS, readiness, tickMs);
        state.setAnswered(scope, next.revision());
    }
}
