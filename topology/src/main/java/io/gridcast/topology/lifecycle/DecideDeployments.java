package io.gridcast.topology.lifecycle;

import io.gridcast.core.check.Checks;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.models.Publications;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks commands, sends deployments out, and fixes their time once every task is ready.
 *
 * <p>A deployment goes out twice: first with {@link Instant#MAX}, so that tasks load its models; then, when all have said that they
 * are ready, with the instant of the cut-over, {@value #TICKS_AHEAD} times the distance of the last two ticks ahead. A command that
 * comes meanwhile builds on what waits and takes its place. Where a task cannot load a model, the deployment before is sent again as it
 * was. Every entry in the audit is dated by the tick that made it known.
 */
public final class DecideDeployments implements TaskLogic {
    /** How far ahead a cut-over lies, in distances between ticks. */
    static final int TICKS_AHEAD = 2;

    private static final String LAST_TICK = "last-tick";

    private final LifecycleConfig config;
    private final Publications published;
    private final Ledger<String, Long> retired;
    private final Ledger<String, ScopeState> scopes;
    private final Ledger<String, Long> times;
    private final AuditTrail audit;
    private final CommandCheck check;
    private final Outbox outbox;

    private DecideDeployments(LifecycleConfig config, Task task) {
        this.config = config;
        published = new Publications(task.store(LifecycleStores.PUBLISHED), config.trust());
        retired = task.store(LifecycleStores.RETIRED);
        scopes = task.store(LifecycleStores.SCOPES);
        times = task.store(LifecycleStores.TIMES);
        outbox = task.outbox();
        audit = new AuditTrail(task.store(LifecycleStores.HEADS), outbox);
        check = new CommandCheck(published, retired);
    }

    /** Makes the logic, which goes on where the task's stores say. */
    public static Factory factory(LifecycleConfig config) {
        return task -> new DecideDeployments(config, task);
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
        DeployedModel model = check.model(command);
        Roles roles = scope.roles();
        switch (command.kind()) {
            case PUBLISH -> publish(command, atMs);
            case DEPLOY, PROMOTE -> crown(command, scope, model, atMs);
            case APPROVE -> begin(command, scope.withoutProposal(), roles.withChampion(model), model, atMs);
            case SHADOW -> begin(command, scope, roles.withShadow(model), model, atMs);
            case EXPERT -> begin(command, scope, roles.withExpert(model), model, atMs);
            case CANARY -> begin(command, scope, roles.withCanary(model, command.canaryShare()), model, atMs);
            case ROLL_BACK -> begin(command, scope.withoutProposal(), roles.rolledBack(), model, atMs);
            case RETIRE -> retire(command, scope, model, atMs);
        }
    }

    /** What the engine asks for may come from every task; once followed, the others are no news. */
    private void refuse(ModelCommand command, String reason, long atMs) {
        if (command.who().equals(ModelAuthors.ENGINE)) {
            return;
        }
        Map<String, String> details = details(command);
        details.put("command", command.kind().name());
        details.put("reason", reason);
        audit.add(atMs, command.who(), "refuse", command.model().toString(), command.why(), details);
    }

    private void publish(ModelCommand command, long atMs) {
        ManifestCheck.Accepted accepted = published.publish(command);
        Map<String, String> details = details(command);
        details.put("vouched.by", accepted.vouchedBy());
        details.put("trained.on", accepted.manifest().trainedOn().sha256());
        details.put("trained.with", "gridcast " + accepted.manifest().codeVersion());
        details.put("parameters", accepted.manifest().parametersHash());
        audit.add(atMs, command.who(), "publish", command.model().toString(), command.why(), details);
    }

    /** A new champion at once, or once somebody else approves it. */
    private void crown(ModelCommand command, ScopeState scope, DeployedModel model, long atMs) {
        if (scope.roles().champion().isPresent() && mustBeApproved(command)) {
            scopes.put(command.scope().toString(), scope.proposed(new Proposal(model, command.who(), command.why())));
            Map<String, String> details = details(command);
            details.put("waits.for", "approval by somebody other than " + command.who());
            audit.add(atMs, command.who(), "propose", command.model().toString(), command.why(), details);
        } else {
            begin(command, scope.withoutProposal(), scope.roles().withChampion(model), model, atMs);
        }
    }

    private boolean mustBeApproved(ModelCommand command) {
        return command.who().equals(ModelAuthors.POLICY)
                ? config.policy() != PromotionPolicy.AUTO
                : config.isApprovalRequired();
    }

    private void retire(ModelCommand command, ScopeState scope, DeployedModel model, long atMs) {
        begin(command, scope, scope.roles().without(model), model, atMs);
        boolean livesOn =
                scopes.copy().values().stream().anyMatch(other -> other.roles().holds(model));
        if (!livesOn) {
            retired.put(model.model().toString(), atMs);
        }
    }

    private void begin(ModelCommand command, ScopeState state, Roles roles, DeployedModel model, long atMs) {
        int revision = state.highestRevision() + 1;
        String what = command.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, String> details = details(command);
        details.put("pack", model.packHash());
        details.put("revision", Integer.toString(revision));
        if (command.kind() == CommandKind.CANARY) {
            details.put("share", Double.toString(command.canaryShare()));
        }
        Optional<DeployedModel> before = state.effective().flatMap(Deployment::champion);
        if (!before.equals(roles.champion())) {
            before.ifPresent(now -> details.put("replaces", now.model().toString()));
        }
        state.rollout()
                .ifPresent(waiting -> details.put(
                        "takes.over.revision",
                        Integer.toString(waiting.deployment().revision())));
        Deployment deployment = roles.waiting(command.scope(), revision);
        var rollout = Rollout.begin(deployment, command.kind(), model.model(), command.who(), command.why());
        scopes.put(command.scope().toString(), state.waitingFor(rollout));
        outbox.send(Topics.MODELS_DEPLOYMENTS, deployment, atMs);
        audit.add(atMs, command.who(), what, command.model().toString(), command.why(), details);
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
        details.put("command", rollout.kind().name());
        details.put(
                "reason",
                "the forecast task of partition " + readiness.partition() + " cannot run it: " + readiness.fault());
        state.effective()
                .flatMap(Deployment::champion)
                .ifPresent(before -> details.put("stays", before.model().toString()));
        audit.add(atMs, ModelAuthors.ENGINE, "refuse", rollout.model().toString(), rollout.why(), details);
    }

    private void fixTime(String scope, ScopeState state, Rollout rollout, Instant effectiveFrom, long tickMs) {
        Deployment deployment = rollout.deployment().effective(effectiveFrom);
        scopes.put(scope, state.running(deployment));
        outbox.send(Topics.MODELS_DEPLOYMENTS, deployment, tickMs);
        Map<String, String> details = details(deployment);
        details.put("effective.from", effectiveFrom.toString());
        audit.add(tickMs, rollout.who(), "effective", rollout.model().toString(), rollout.why(), details);
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
        deployment.champion().ifPresent(champion -> {
            details.put("champion", champion.model().toString());
            details.put("pack", champion.packHash());
        });
        details.put("scope", deployment.scope().toString());
        details.put("revision", Integer.toString(deployment.revision()));
        return details;
    }
}
