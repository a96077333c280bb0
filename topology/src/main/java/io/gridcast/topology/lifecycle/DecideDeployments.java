package io.gridcast.topology.lifecycle;

import io.gridcast.core.check.Checks;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks commands, sends deployments out, and fixes their time once every task is ready.
 *
 * <p>A deployment goes out twice: first with {@link Instant#MAX}, so that tasks load its models; then, when all have said that they
 * are ready, with the instant of the cut-over, {@value #TICKS_AHEAD} times the distance of the last two ticks ahead. Where a task
 * cannot load it, the deployment before is sent again as it was. Every entry in the audit is dated by the tick that made it known.
 */
public final class DecideDeployments implements TaskLogic {
    /** How far ahead a cut-over lies, in distances between ticks. */
    static final int TICKS_AHEAD = 2;

    private static final String ENGINE = "engine";
    private static final String LAST_TICK = "last-tick";

    private final Ledger<String, String> published;
    private final Ledger<String, ScopeState> scopes;
    private final Ledger<String, Long> times;
    private final AuditTrail audit;
    private final CommandCheck check;
    private final ManifestCheck manifests;
    private final Outbox outbox;

    /**
     * Goes on where the task's stores say.
     *
     * @param trust whose packs may be published
     */
    public DecideDeployments(Task task, PackTrust trust) {
        published = task.store(LifecycleStores.PUBLISHED);
        scopes = task.store(LifecycleStores.SCOPES);
        times = task.store(LifecycleStores.TIMES);
        outbox = task.outbox();
        audit = new AuditTrail(task.store(LifecycleStores.HEADS), outbox);
        manifests = new ManifestCheck(trust);
        check = new CommandCheck(published, manifests);
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value, and nothing on " + record.topic()
                    + " can be taken back by deleting it; send a command");
        }
        if (record.topic().equals(Topics.MODELS_COMMANDS.name())) {
            follow(outbox.codecs().decode(Topics.MODELS_COMMANDS, value), record.knownAtMs());
        } else {
            note(outbox.codecs().decode(Topics.MODELS_READINESS, value), record.knownAtMs());
        }
    }

    @Override
    public void tick(long tickMs) {
        Long last = times.get(LAST_TICK);
        times.put(LAST_TICK, tickMs);
        if (last != null) {
            Instant effectiveFrom = Instant.ofEpochMilli(tickMs + TICKS_AHEAD * (tickMs - last));
            scopes.copy()
                    .forEach((scope, state) -> state.rollout()
                            .filter(Rollout::isReady)
                            .ifPresent(rollout -> fixTime(scope, state, rollout, effectiveFrom, tickMs)));
        }
    }

    private void follow(ModelCommand command, long atMs) {
        ScopeState scope = state(command.scope().toString());
        Optional<String> refusal = check.refusal(command, scope);
        if (refusal.isPresent()) {
            refuse(command, refusal.get(), atMs);
            return;
        }
        switch (command.kind()) {
            case PUBLISH -> publish(command, atMs);
            case DEPLOY -> deploy(command, scope, atMs);
            default -> throw new IllegalStateException(command.kind() + " passed its check but is not followed");
        }
    }

    private void refuse(ModelCommand command, String reason, long atMs) {
        Map<String, String> details = details(command);
        details.put("command", command.kind().name());
        details.put("reason", reason);
        audit.add(atMs, command.who(), "refuse", command.model().toString(), command.why(), details);
    }

    private void publish(ModelCommand command, long atMs) {
        ManifestCheck.Accepted accepted = manifests.check(command);
        published.put(command.model().toString(), command.packHash());
        Map<String, String> details = details(command);
        details.put("vouched.by", accepted.vouchedBy());
        details.put("trained.on", accepted.manifest().trainedOn().sha256());
        details.put("trained.with", "gridcast " + accepted.manifest().codeVersion());
        details.put("parameters", accepted.manifest().parametersHash());
        audit.add(atMs, command.who(), "publish", command.model().toString(), command.why(), details);
    }

    private void deploy(ModelCommand command, ScopeState state, long atMs) {
        int revision = state.highestRevision() + 1;
        Map<String, String> details = details(command);
        details.put("revision", Integer.toString(revision));
        state.effective()
                .ifPresent(now -> details.put("replaces", now.champion().model().toString()));
        state.rollout()
                .ifPresent(waiting -> details.put(
                        "gives.up.revision",
                        Integer.toString(waiting.deployment().revision())));
        var deployment = new Deployment(
                command.scope(),
                new DeployedModel(command.model(), command.packHash()),
                state.effective().map(Deployment::experts).orElse(List.of()),
                state.effective().map(Deployment::shadows).orElse(List.of()),
                Optional.empty(),
                0,
                Instant.MAX,
                revision);
        scopes.put(
                command.scope().toString(), state.waitingFor(Rollout.begin(deployment, command.who(), command.why())));
        outbox.send(Topics.MODELS_DEPLOYMENTS, deployment, atMs);
        audit.add(atMs, command.who(), "deploy", command.model().toString(), command.why(), details);
    }

    private void note(Readiness readiness, long atMs) {
        Checks.require(
                readiness.partition() >= 0 && readiness.partition() < readiness.partitions(),
                "readiness is of partition " + readiness.partition() + ", must be one of " + readiness.partitions());
        String scope = readiness.scope().toString();
        ScopeState state = state(scope);
        Optional<Rollout> rollout = state.rollout().filter(waiting -> waiting.isAnsweredBy(readiness));
        if (rollout.isEmpty()) {
            return; // a task that started again answers for what has long been decided
        }
        if (readiness.fault().isEmpty()) {
            scopes.put(scope, state.waitingFor(rollout.get().with(readiness)));
        } else {
            giveUp(scope, state, rollout.get(), readiness, atMs);
        }
    }

    private void giveUp(String scope, ScopeState state, Rollout rollout, Readiness readiness, long atMs) {
        scopes.put(scope, state.withoutRollout());
        state.effective().ifPresent(before -> outbox.send(Topics.MODELS_DEPLOYMENTS, before, atMs));
        Map<String, String> details = details(rollout.deployment());
        details.put(
                "reason",
                "the forecast task of partition " + readiness.partition() + " cannot run it: " + readiness.fault());
        state.effective()
                .ifPresent(
                        before -> details.put("stays", before.champion().model().toString()));
        audit.add(
                atMs, ENGINE, "refuse", rollout.deployment().champion().model().toString(), rollout.why(), details);
    }

    private void fixTime(String scope, ScopeState state, Rollout rollout, Instant effectiveFrom, long tickMs) {
        Deployment waiting = rollout.deployment();
        var deployment = new Deployment(
                waiting.scope(),
                waiting.champion(),
                waiting.experts(),
                waiting.shadows(),
                waiting.canary(),
                waiting.canaryShare(),
                effectiveFrom,
                waiting.revision());
        scopes.put(scope, state.running(deployment));
        outbox.send(Topics.MODELS_DEPLOYMENTS, deployment, tickMs);
        Map<String, String> details = details(deployment);
        details.put("effective.from", effectiveFrom.toString());
        details.put("partitions", Integer.toString(rollout.partitions()));
        audit.add(tickMs, rollout.who(), "effective", waiting.champion().model().toString(), rollout.why(), details);
    }

    private ScopeState state(String scope) {
        ScopeState known = scopes.get(scope);
        return known == null ? ScopeState.NEW : known;
    }

    private static Map<String, String> details(ModelCommand command) {
        Map<String, String> details = new TreeMap<>();
        details.put("pack", command.packHash());
        if (command.kind() != CommandKind.PUBLISH) {
            details.put("scope", command.scope().toString());
        }
        return details;
    }

    private static Map<String, String> details(Deployment deployment) {
        Map<String, String> details = new TreeMap<>();
        details.put("pack", deployment.champion().packHash());
        details.put("scope", deployment.scope().toString());
        details.put("revision", Integer.toString(deployment.revision()));
        return details;
    }
}
