package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Readiness;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.models.DeploymentBook;
import io.gridcast.topology.models.ModelRefusedException;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.models.ServedModel;
import io.gridcast.topology.time.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which models serve which series. A new deployment is first answered with this task's readiness; once every task has answered it comes
 * back with a time, and all tasks cut over at the same tick.
 *
 * <p>What serves is held here, so that no forecast asks the shelf; a task that starts again loads it before its first record.
 */
final class Deployments {
    private final Task task;
    private final ForecastConfig config;
    private final DeploymentBook book;
    private final ModelShelf shelf;
    private final Map<String, ServedModel> held = new HashMap<>();

    Deployments(Task task, ForecastConfig config, DeploymentBook book, ModelShelf shelf) {
        this.task = task;
        this.config = config;
        this.book = book;
        this.shelf = shelf;
        book.all().forEach(deployment -> deployment.served().forEach(shelf::prepare));
        holdWhatServes();
    }

    /** Takes a deployment in; its models begin to load. */
    void take(Deployment deployment) {
        deployment.served().forEach(shelf::prepare);
        book.take(deployment);
        retain();
    }

    /** Answers for deployments that are new, and cuts over to those whose time has come. */
    void tick(long tickMs) {
        for (Deployment next : book.waiting()) {
            if (!next.isEffective() && !book.hasAnswered(next)) {
                answer(next, tickMs);
            }
        }
        if (book.cutOver(tickMs)) {
            holdWhatServes();
        }
    }

    /** Who may serve a series, the best first: canary or champion, then the champion before. */
    List<Server> servers(Series series, Target target, long tickMs) {
        List<Server> servers = new ArrayList<>(3);
        for (Deployment deployment : book.of(series, target)) {
            if (deployment.isServedByCanary(series.seriesId())) {
                deployment
                        .canary()
                        .ifPresent(
                                canary -> servers.add(new Server(canary, deployment.scope(), ModelRole.CANARY, false)));
            }
            if (deployment.champion().isPresent()) {
                DeployedModel champion = deployment.champion().get();
                servers.add(new Server(champion, deployment.scope(), ModelRole.CHAMPION, false));
                deployment
                        .standIn()
                        .filter(before -> isKept(deployment, champion, tickMs))
                        .ifPresent(before ->
                                servers.add(new Server(before, deployment.scope(), ModelRole.CHAMPION, true)));
                break;
            }
        }
        return servers;
    }

    /**
     * Models of the spikes of a zone's price: the champion, or whoever stands in for it, and those in the role of an expert, which are
     * about other events.
     */
    List<Server> ofSpikes(Series owner, long tickMs) {
        List<Server> servers = servers(owner, Target.SPIKE, tickMs);
        List<Server> all = new ArrayList<>(servers.subList(0, Math.min(1, servers.size())));
        all.addAll(experts(owner, Target.SPIKE));
        return all;
    }

    /** Packs that are mixed with whoever leads, those of the narrowest scope first, each once. */
    List<Server> experts(Series series, Target target) {
        List<Server> experts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Deployment deployment : book.of(series, target)) {
            for (DeployedModel expert : deployment.experts()) {
                if (names.add(expert.model().modelId())) {
                    experts.add(new Server(expert, deployment.scope(), ModelRole.EXPERT, false));
                }
            }
        }
        return experts;
    }

    /**
     * A model that serves, ready to score.
     *
     * @throws ModelRefusedException if its pack must not be used
     */
    ServedModel model(DeployedModel deployed) {
        ServedModel known = held.get(deployed.packHash());
        return known == null ? shelf.await(deployed) : known;
    }

    /** The champion before stays until the new one has gone without a fault for long enough. */
    private boolean isKept(Deployment deployment, DeployedModel champion, long tickMs) {
        long sinceMs = Math.max(
                deployment.effectiveFrom().toEpochMilli(),
                book.lastFaultMs(deployment.scope(), champion).orElse(Long.MIN_VALUE));
        return tickMs - sinceMs < config.keepPrevious().toMillis();
    }

    private void answer(Deployment next, long tickMs) {
        String fault = "";
        try {
            next.served().forEach(shelf::await);
        } catch (ModelRefusedException refused) {
            fault = refused.getMessage();
        }
        var readiness = new Readiness(
                next.scope(), task.partition(), config.seriesPartitions(), next.revision(), next.served(), fault);
        task.outbox().send(Topics.MODELS_READINESS, readiness, tickMs);
        book.answered(next);
    }

    private void holdWhatServes() {
        retain();
        Map<String, ServedModel> before = Map.copyOf(held);
        held.clear();
        for (Deployment deployment : book.all()) {
            if (deployment.isEffective()) {
                deployment.served().forEach(model -> hold(model, before.get(model.packHash())));
            }
        }
    }

    private void hold(DeployedModel model, @Nullable ServedModel before) {
        if (before != null) {
            held.put(model.packHash(), before);
            return;
        }
        try {
            held.put(model.packHash(), shelf.await(model));
        } catch (ModelRefusedException refused) {
            held.remove(model.packHash()); // every forecast will say so, and stand on the next rung
        }
    }

    private void retain() {
        Set<String> hashes = new HashSet<>();
        book.all().forEach(deployment -> deployment.served().forEach(model -> hashes.add(model.packHash())));
        shelf.retain(task.origin(), hashes);
    }
}
