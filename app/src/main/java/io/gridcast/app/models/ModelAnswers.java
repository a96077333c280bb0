package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What the engine answers to commands: its audit, the readiness of its tasks, and deployments. Thread-safe. */
public final class ModelAnswers implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 500;

    private final TopicFollower follower;
    private final Map<String, Map<Integer, Readiness>> answers = new HashMap<>();
    private final Map<Scope, Deployment> deployments = new HashMap<>();
    private final Map<Scope, Deployment> lastEffective = new HashMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private int auditKnown;

    /** Starts to listen. */
    public ModelAnswers(Platform platform) {
        follower = TopicFollower.start(
                "model-answers",
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.MODELS_READINESS, (readiness, at) -> answered(readiness))
                        .values(Topics.MODELS_DEPLOYMENTS, (deployment, at) -> deployed(deployment))
                        .values(Topics.MODELS_AUDIT, (entry, at) -> audited(entry)));
    }

    /** Waits until all earlier answers are known; only later ones are taken for answers to what is asked then. */
    public void awaitCaughtUp() throws InterruptedException {
        follower.awaitCaughtUp();
        synchronized (this) {
            auditKnown = audit.size();
            answers.clear();
        }
    }

    /**
     * Waits until the audit says that a pack is published.
     *
     * @throws ExplainedException if it was refused, or nobody answers in time
     */
    public synchronized void awaitPublished(DeployedModel model, Duration atMost) throws InterruptedException {
        boolean answered = await(
                atMost,
                () -> newEntry(model.model(), "publish").isPresent() || isRefused(model.model(), CommandKind.PUBLISH));
        if (!answered) {
            throw nobodyAnswers("publish " + model.model(), atMost);
        }
    }

    /**
     * Waits until all tasks are ready to run {@code model} in {@code scope}; tells whether they are.
     *
     * @throws ExplainedException if one of them cannot, or the command was refused
     */
    public synchronized boolean awaitReady(Scope scope, DeployedModel model, Duration atMost)
            throws InterruptedException {
        return await(atMost, () -> isRefused(model.model()) || isReady(scope, model));
    }

    /**
     * Waits until {@code model} has a time from which it runs in {@code scope}, as champion or expert; tells whether it has.
     *
     * @throws ExplainedException if a task cannot run it, or the command was refused
     */
    public synchronized boolean awaitEffective(Scope scope, DeployedModel model, Duration atMost)
            throws InterruptedException {
        return await(atMost, () -> {
            isReady(scope, model); // a fault ends the wait
            return isRefused(model.model())
                    || effective(scope)
                            .filter(deployment ->
                                    deployment.champion().filter(model::equals).isPresent()
                                            || deployment.experts().contains(model))
                            .isPresent();
        });
    }

    /**
     * Waits for what comes of a command for {@code model} in {@code scope}: a deployment that holds it with its time fixed, or word that
     * it waits for a second person; empty where neither has come.
     *
     * @throws ExplainedException if a task cannot run it, or the command was refused
     */
    public synchronized Optional<Outcome> awaitFollowed(
            CommandKind kind, Scope scope, DeployedModel model, Duration atMost) throws InterruptedException {
        await(atMost, () -> {
            isReady(scope, model); // a fault ends the wait
            return isRefused(model.model(), kind) || outcome(kind, scope, model).isPresent();
        });
        return outcome(kind, scope, model);
    }

    /**
     * What came of a command.
     *
     * @param deployment that holds it; empty where it waits for a second person's approval
     */
    public record Outcome(Optional<Deployment> deployment) {}

    private Optional<Outcome> outcome(CommandKind kind, Scope scope, DeployedModel model) {
        if (newEntry(model.model(), "propose").isPresent()) {
            return Optional.of(new Outcome(Optional.empty()));
        }
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return newEntry(model.model(), what)
                .map(entry -> Integer.parseInt(entry.details().getOrDefault("revision", "0")))
                .flatMap(revision -> effective(scope).filter(deployment -> deployment.revision() >= revision))
                .map(deployment -> new Outcome(Optional.of(deployment)));
    }

    /** The newest deployment of a scope whose time is fixed. */
    public synchronized Optional<Deployment> effective(Scope scope) {
        return Optional.ofNullable(deployments.get(scope)).filter(Deployment::isEffective);
    }

    /** How many tasks have answered for {@code model}, and of how many: {@code 2 of 4}. */
    public synchronized String progress(Scope scope, DeployedModel model) {
        Map<Integer, Readiness> answered = answers.getOrDefault(key(scope, model), Map.of());
        String all = answered.values().stream()
                .findFirst()
                .map(readiness -> Integer.toString(readiness.partitions()))
                .orElse("?");
        return answered.size() + " of " + all;
    }

    @Override
    public void close() {
        follower.close();
    }

    private boolean await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long endNs = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            follower.requireNoFailure();
            long leftMs = (endNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(Math.min(leftMs, LOOK_EVERY_MS));
        }
        return true;
    }

    private Optional<AuditEntry> newEntry(ModelRef model, String what) {
        return audit.stream()
                .skip(auditKnown)
                .filter(entry -> entry.what().equals(what) && entry.subject().equals(model.toString()))
                .findFirst();
    }

    private boolean isRefused(ModelRef model) {
        return isRefused(model, CommandKind.DEPLOY) || isRefused(model, CommandKind.EXPERT);
    }

    private boolean isRefused(ModelRef model, CommandKind kind) {
        Optional<AuditEntry> refusal = newEntry(model, "refuse")
                .filter(entry ->
                        entry.details().getOrDefault("command", kind.name()).equals(kind.name()));
        refusal.ifPresent(entry -> {
            throw new ExplainedException(
                    "the engine refused to "
                            + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + model,
                    entry.details().getOrDefault("reason", "it gave no reason"),
                    "mend what the reason names and ask again; what ran before goes on");
        });
        return false;
    }

    private boolean isReady(Scope scope, DeployedModel model) {
        Map<Integer, Readiness> answered = answers.getOrDefault(key(scope, model), Map.of());
        Set<Integer> ready = new HashSet<>();
        int partitions = Integer.MAX_VALUE;
        for (Readiness readiness : answered.values()) {
            if (!readiness.fault().isEmpty()) {
                throw new ExplainedException(
                        "the forecast task of partition " + readiness.partition() + " cannot run " + model.model()
                                + ": " + readiness.fault(),
                        "a champion must run in every task; what ran before goes on",
                        "mend the pack as the fault says and publish it under a new version");
            }
            partitions = readiness.partitions();
            ready.add(readiness.partition());
        }
        return ready.size() >= partitions;
    }

    private static ExplainedException nobodyAnswers(String what, Duration atMost) {
        return new ExplainedException(
                "no engine answered the command to " + what + " within " + atMost.toSeconds() + " s",
                "commands are followed by a running engine whose clock ticks",
                "start one with `gridcast run` on the same cluster; the command is on its topic and will be followed then");
    }

    private synchronized void answered(Readiness readiness) {
        boolean isFault = !readiness.fault().isEmpty();
        for (DeployedModel model : readiness.models()) {
            if (isFault && isServed(readiness.scope(), model)) {
                continue; // it runs; the fault is that of a model which came with it
            }
            answers.computeIfAbsent(key(readiness.scope(), model), k -> new HashMap<>())
                    .put(readiness.partition(), readiness);
        }
        notifyAll();
    }

    private boolean isServed(Scope scope, DeployedModel model) {
        Deployment effective = lastEffective.get(scope);
        return effective != null && effective.served().contains(model);
    }

    private synchronized void deployed(Deployment deployment) {
        deployments.put(deployment.scope(), deployment);
        if (deployment.isEffective()) {
            lastEffective.put(deployment.scope(), deployment);
        }
        notifyAll();
    }

    private synchronized void audited(AuditEntry entry) {
        audit.add(entry);
        notifyAll();
    }

    private static String key(Scope scope, DeployedModel model) {
        return scope + " " + model.model() + " " + model.packHash();
    }
}
