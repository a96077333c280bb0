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
import java.util.List;
import java.util.stream.Stream;

/** The models of a replay, on their way to become champions, experts and shadows. */
final class Champions {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final String WHY = "replay";

    private final Platform platform;
    private final ReplayModels models;
    private final ModelDesk desk;
    private final Runnable health;
    private final Duration patience;

    /**
     * @param health fails when the engine has failed
     * @param patience how long the engine may take to answer
     */
    Champions(Platform platform, ReplayModels models, Runnable health, Duration patience) {
        this.platform = platform;
        this.models = models;
        this.health = health;
        this.patience = patience;
        desk = new ModelDesk(platform, WHY);
    }

    void publish(Instant at) {
        models.all().forEach(pack -> desk.publish(pack, WHY, at));
    }

    void deploy(Instant at) {
        models.champions().forEach(pack -> desk.deploy(pack, WHY, at));
        models.experts().forEach(pack -> desk.command(CommandKind.EXPERT, pack.deployed(), scope(pack), WHY, at));
        models.shadows().forEach(pack -> desk.command(CommandKind.SHADOW, pack.deployed(), scope(pack), WHY, at));
    }

    /** Waits until every task has answered that it can run all that forecasts stand on. */
    void awaitReady() throws InterruptedException {
        await("ready in all tasks", (answers, pack) -> answers.awaitReady(scope(pack), pack.deployed(), LOOK_EVERY));
    }

    /** Waits until the time from which they run is fixed. */
    void awaitEffective() throws InterruptedException {
        await("effective", (answers, pack) -> answers.awaitEffective(scope(pack), pack.deployed(), LOOK_EVERY));
    }

    private void await(String state, Answer answer) throws InterruptedException {
        List<PackShipment> packs = Stream.of(models.champions(), models.experts())
                .flatMap(List::stream)
                .toList();
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

    private static Scope scope(PackShipment pack) {
        return Scope.all(pack.target());
    }

    @FunctionalInterface
    private interface Answer {
        boolean hasCome(ModelAnswers answers, PackShipment pack) throws InterruptedException;
    }
}
