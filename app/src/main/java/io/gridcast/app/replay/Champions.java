package io.gridcast.app.replay;

import io.gridcast.app.models.ModelAnswers;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The models of a replay, on their way to become champions, experts and shadows. */
final class Champions {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final String WHY = "replay";

    private final Platform platform;
    private final ReplayModels models;
    private final NavigableMap<Instant, List<Rollout>> due = new TreeMap<>();
    private final ModelDesk desk;
    private final Runnable health;
    private final Duration patience;

    /**
     * @param firstAt when the first of them are deployed
     * @param health fails when the engine has failed
     * @param patience how long the engine may take to answer
     */
    Champions(Platform platform, ReplayModels models, Instant firstAt, Runnable health, Duration patience) {
        this.platform = platform;
        this.models = models;
        this.health = health;
        this.patience = patience;
        desk = new ModelDesk(platform, WHY);
        models.successors().forEach((at, round) -> due.put(at, rollouts(round)));
        List<Rollout> first = rollouts(models.first());
        models.shadows().forEach(pack -> first.add(new Rollout(CommandKind.SHADOW, pack)));
        due.put(firstAt, first);
    }

    /** One command. */
    private record Rollout(CommandKind kind, PackShipment pack) {
        Scope scope() {
            return Scope.all(pack.target());
        }
    }

    void publish(Instant at) {
        models.all().forEach(pack -> desk.publish(pack, WHY, at));
    }

    /** Whether any model is to be deployed by that tick, and has not been. */
    boolean areDueAt(Instant tick) {
        return !due.isEmpty() && !due.firstKey().isAfter(tick);
    }

    /** Deploys the models whose time has come; {@link #awaitReady} and {@link #awaitEffective} ask for these. */
    List<PackShipment> deploy(Instant tick) {
        List<PackShipment> awaited = new ArrayList<>();
        while (areDueAt(tick)) {
            for (Rollout rollout : due.pollFirstEntry().getValue()) {
                desk.command(rollout.kind, rollout.pack.deployed(), rollout.scope(), WHY, tick);
                if (rollout.kind != CommandKind.SHADOW) {
                    awaited.add(rollout.pack);
                }
            }
        }
        return awaited;
    }

    /** Waits until every task has answered that it can run these, which forecasts stand on. */
    void awaitReady(List<PackShipment> packs) throws InterruptedException {
        await(
                packs,
                "ready in all tasks",
                (answers, pack) -> answers.awaitReady(Scope.all(pack.target()), pack.deployed(), LOOK_EVERY));
    }

    /** Waits until the time from which the first champions and experts run is fixed. */
    void awaitEffective() throws InterruptedException {
        await(
                models.first().all(),
                "effective",
                (answers, pack) -> answers.awaitEffective(Scope.all(pack.target()), pack.deployed(), LOOK_EVERY));
    }

    private void await(List<PackShipment> packs, String state, Answer answer) throws InterruptedException {
        if (packs.isEmpty()) {
            return;
        }
        long patientUntilNs = System.nanoTime() + patience.toNanos();
        try (ModelAnswers answers = new ModelAnswers(platform)) {
            for (PackShipment pack : packs) {
                while (!answer.hasCome(answers, pack)) {
                    health.run();
                    if (System.nanoTime() > patientUntilNs) {
                        throw new ExplainedException(
                                pack.model() + " is not " + state + " after " + patience.toSeconds() + " s",
                                "without its models the replay would tell of other models",
                                "see the engine's log and `gridcast models list`");
                    }
                }
            }
        }
    }

    private static List<Rollout> rollouts(ReplayModels.Round round) {
        List<Rollout> rollouts = new ArrayList<>();
        round.champions().forEach(pack -> rollouts.add(new Rollout(CommandKind.DEPLOY, pack)));
        round.experts().forEach(pack -> rollouts.add(new Rollout(CommandKind.EXPERT, pack)));
        return rollouts;
    }

    @FunctionalInterface
    private interface Answer {
        boolean hasCome(ModelAnswers answers, PackShipment pack) throws InterruptedException;
    }
}
