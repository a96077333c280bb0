package io.gridcast.topology.lifecycle;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.state.Ledger;
import io.gridcast.topology.models.Publications;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says why a command cannot be followed. */
final class CommandCheck {
    private static final Pattern SUBJECT = Pattern.compile("\\*|(zone|series):.+");

    private final Publications published;
    private final Ledger<String, Long> retired;

    /** @param retired when the life of a version ended, by {@code id@version} */
    CommandCheck(Publications published, Ledger<String, Long> retired) {
        this.published = published;
        this.retired = retired;
    }

    /** The reason for a person, with what may help; empty where the command may be followed. */
    Optional<String> refusal(ModelCommand command, ScopeState scope) {
        if (command.kind() == CommandKind.PUBLISH) {
            return published.refusal(command);
        }
        if (command.who().isBlank()) {
            return Optional.of(Publications.NO_AUTHOR);
        }
        return ofPack(command).or(() -> ofEvidence(command, scope)).or(() -> switch (command.kind()) {
            case DEPLOY -> ofChampion(command, scope);
            case PROMOTE -> ofPromotion(command, scope);
            case SHADOW, EXPERT, CANARY -> ofChallenger(command, scope);
            case APPROVE -> ofApproval(command, scope);
            case ROLL_BACK -> ofRollBack(command, scope);
            case RETIRE -> ofRetirement(command, scope);
            case PUBLISH -> Optional.empty();
        });
    }

    /** The model that a command means: by its hash, or by the one that it was published with. */
    DeployedModel model(ModelCommand command) {
        Optional<String> known = published.packOf(command.model().toString());
        return new DeployedModel(command.model(), known.orElse(command.packHash()));
    }

    /** Scope and pack; whoever names no pack means the published one. */
    private Optional<String> ofPack(ModelCommand command) {
        if (!SUBJECT.matcher(command.scope().subject()).matches()) {
            return Optional.of("the scope is " + command.scope()
                    + ", must be * for all series, or zone:ID, or series:ID, behind load/ or price/");
        }
        Optional<String> known = published.packOf(command.model().toString());
        if (known.isEmpty()) {
            return Optional.of(command.model() + " has never been published; publish its pack first");
        }
        if (command.packHash().isEmpty() || command.packHash().equals(known.get())) {
            return Optional.empty();
        }
        return Optional.of(
                Publications.isHash(command.packHash())
                        ? command.model() + " was published with pack " + known.get() + ", not " + command.packHash()
                                + "; deploy the published one"
                        : Publications.notAHash(command));
    }

    /** A champion that only waits for readiness counts: what was compared with the one before says nothing of it. */
    private static Optional<String> ofEvidence(ModelCommand command, ScopeState scope) {
        Optional<ModelRef> champion = scope.roles().champion().map(DeployedModel::model);
        return command.against()
                .filter(judged -> champion.isPresent() && !champion.get().equals(judged))
                .map(judged -> judged.equals(command.model())
                        ? command.model() + " was to be the first champion of " + command.scope() + ", and "
                                + champion.get() + " is champion by now; let it be a shadow, so that they are compared"
                        : command.model() + " was compared with " + judged + ", and the champion of "
                                + command.scope() + " is " + champion.get()
                                + " by now; the next verdict compares it with that one");
    }

    private Optional<String> ofChampion(ModelCommand command, ScopeState scope) {
        return ofLife(command)
                .or(() -> scope.roles().isChampion(model(command))
                        ? Optional.of(command.model() + " is the champion of " + command.scope() + " already")
                        : Optional.empty());
    }

    private Optional<String> ofPromotion(ModelCommand command, ScopeState scope) {
        return ofChampion(command, scope)
                .or(() -> scope.roles().isCandidate(model(command))
                        ? Optional.empty()
                        : Optional.of(command.model() + " is neither shadow, canary nor expert of " + command.scope()
                                + ", so nothing speaks for it; shadow it first, or deploy it without evidence"));
    }

    private Optional<String> ofChallenger(ModelCommand command, ScopeState scope) {
        boolean isCanary = command.kind() == CommandKind.CANARY;
        if (command.scope().target() == Target.SPIKE && command.kind() != CommandKind.EXPERT) {
            return Optional.of(
                    command.model() + " is a model of spikes, which are not scored against each other live;"
                            + " judge it by `gridcast spikes`, then deploy it, or let it be an expert to speak of another event");
        }
        if (isCanary && !(command.canaryShare() > 0 && command.canaryShare() <= 1)) {
            return Optional.of("the share of the canary is " + command.canaryShare()
                    + ", must be more than 0 and at most 1; give it with --share");
        }
        if (!isCanary
                && command.kind() == CommandKind.SHADOW
                && scope.roles().shadows().contains(model(command))) {
            return Optional.of(command.model() + " is a shadow of " + command.scope() + " already");
        }
        return ofChampion(command, scope);
    }

    private Optional<String> ofApproval(ModelCommand command, ScopeState scope) {
        Optional<Proposal> proposal =
                scope.proposal().filter(waiting -> waiting.model().equals(model(command)));
        if (proposal.isEmpty()) {
            return Optional.of("no promotion of " + command.model() + " waits for approval in " + command.scope()
                    + (scope.proposal().isPresent()
                            ? ", but one of " + scope.proposal().get().model().model()
                            : "; ask for it first (gridcast models promote)"));
        }
        return proposal.get().who().equals(command.who())
                ? Optional.of(command.who() + " asked for this promotion, so somebody else must approve it (four eyes)")
                : Optional.empty();
    }

    private Optional<String> ofRollBack(ModelCommand command, ScopeState scope) {
        return scope.roles().isChampion(model(command))
                ? Optional.empty()
                : Optional.of(command.model() + " is not the champion of " + command.scope() + ", which is "
                        + scope.roles()
                                .champion()
                                .map(champion -> champion.model().toString())
                                .orElse("nobody") + "; name the champion that shall go");
    }

    private Optional<String> ofRetirement(ModelCommand command, ScopeState scope) {
        if (scope.roles().isChampion(model(command))) {
            return Optional.of(command.model() + " is the champion of " + command.scope()
                    + "; roll back or deploy another one first");
        }
        return scope.roles().holds(model(command))
                ? Optional.empty()
                : ofLife(command)
                        .or(() -> Optional.of(command.model() + " has no role in " + command.scope()
                                + "; `gridcast models list` shows where it has"));
    }

    private Optional<String> ofLife(ModelCommand command) {
        return retired.get(command.model().toString()) == null
                ? Optional.empty()
                : Optional.of(
                        command.model() + " was retired, and a retired version never comes back; publish the model"
                                + " under a new version");
    }
}
