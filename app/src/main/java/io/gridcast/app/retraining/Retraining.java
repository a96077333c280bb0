package io.gridcast.app.retraining;

import io.gridcast.app.models.ModelAnswers;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.models.ModelInventory.Published;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.train.History;
import io.gridcast.app.train.ScopedHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureChoice;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Series;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.ModelPack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes one model for one request and hands it in. Every step may be repeated: the same request and history give the same version and
 * the same bytes, a pack that is published already is not published otherwise, and one that has its role keeps it.
 */
public final class Retraining {
    private final Platform platform;
    private final Settings settings;
    private final Supplier<Instant> clock;

    /** @param clock the engine's time, which new commands carry */
    public Retraining(Platform platform, Settings settings, Supplier<Instant> clock) {
        this.platform = platform;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How models are made.
     *
     * @param who their author, for the audit
     * @param from issues before it are not learnt from
     * @param threads that trees are grown on
     * @param features which of them the inputs allow are used: a shadow needs those of the champion
     * @param underCosts how many times as much it costs to forecast a load too low as too high
     * @param sign vouches for a pack
     * @param patience how long the engine may take to answer
     */
    public record Settings(
            String who,
            Instant from,
            boolean withoutOutlook,
            int threads,
            FeatureChoice features,
            double underCosts,
            UnaryOperator<ModelPack> sign,
            Duration patience) {}

    /**
     * Trains, validates, packs and signs.
     *
     * @throws ExplainedException if there is nothing to learn from; it would be the same when tried again
     */
    public ModelPack train(RetrainingRequest request, History history) {
        Scope scope = request.scope();
        History scoped = new ScopedHistory(history, scope);
        List<Series> series = scoped.series();
        if (series.isEmpty()) {
            throw new ExplainedException(
                    "no series is in " + scope,
                    "there is nothing to train a model for",
                    "mend the scope, or the series on grid.series.v1");
        }
        Optional<ModelRef> parent =
                champion(ModelInventory.read(platform), series.get(0), scope).map(DeployedModel::model);
        var run = new TrainingRun(
                scoped,
                request.dataUntil(),
                settings.withoutOutlook(),
                options -> options.withThreads(settings.threads())
                        .withFeatures(settings.features(), false)
                        .withUnderCosts(settings.underCosts())
                        .withFrom(settings.from())
                        .withAuthor(settings.who())
                        .withParent(parent));
        return settings.sign().apply(run.train(scope.target()));
    }

    /**
     * Publishes a model and gives it its role, and waits until it has both.
     *
     * @param role shadow, or deploy
     * @throws ExplainedException if the engine refuses it, or does not answer in time; worth trying again once that is mended
     */
    public DeployedModel handIn(CommandKind role, ModelPack pack, RetrainingRequest request)
            throws InterruptedException {
        var shipment = new PackShipment(pack);
        ModelDesk desk = new ModelDesk(platform, settings.who());
        try (ModelAnswers answers = new ModelAnswers(platform)) {
            answers.awaitCaughtUp();
            ModelInventory inventory = ModelInventory.read(platform);
            Optional<Published> before = inventory.pack(shipment.model().toString());
            DeployedModel model = before.map(known -> new DeployedModel(shipment.model(), known.packHash()))
                    .orElse(shipment.deployed());
            if (hasRole(inventory, request.scope(), model)) {
                return model;
            }
            if (model.equals(shipment.deployed())) {
                desk.publish(shipment, request.reason(), clock.get());
                answers.awaitPublished(model, settings.patience());
            }
            if (role == CommandKind.DEPLOY) {
                desk.crown(model, request.scope(), request.reason(), clock.get());
            } else {
                desk.command(role, model, request.scope(), request.reason(), clock.get());
            }
            if (answers.awaitFollowed(role, request.scope(), model, settings.patience())
                    .isEmpty()) {
                throw nobodyAnswers(model);
            }
            return model;
        }
    }

    private static boolean hasRole(ModelInventory inventory, Scope scope, DeployedModel model) {
        Deployment deployment = inventory.deployments().get(scope.toString());
        return deployment != null && deployment.models().contains(model);
    }

    /** Who serves a series of the scope now: of the narrowest scope that has a champion. */
    private static Optional<DeployedModel> champion(ModelInventory inventory, Series series, Scope scope) {
        return Stream.of(scope.subject(), "zone:" + series.priceZone(), "*")
                .map(subject -> inventory.deployments().get(new Scope(scope.target(), subject).toString()))
                .flatMap(Stream::ofNullable)
                .flatMap(deployment -> deployment.champion().stream())
                .findFirst();
    }

    private ExplainedException nobodyAnswers(DeployedModel model) {
        return new ExplainedException(
                model.model() + " is published, but has no role after "
                        + settings.patience().toSeconds() + " s",
                "an engine must run and its clock must tick, and every task must load the pack first",
                "see that `gridcast run` is up on this cluster; the command stays and will be followed then");
    }
}
