package io.gridcast.topology.verdict;

import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Verdict;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.lifecycle.PromotionPolicy;
import java.util.Locale;
import java.util.Objects;

/** Asks for what follows from a verdict, as anybody would: by a command, with the verdict's figures as its reason. */
final class Promotion {
    private final VerdictConfig config;
    private final Outbox outbox;

    Promotion(VerdictConfig config, Outbox outbox) {
        this.config = config;
        this.outbox = outbox;
    }

    void promote(Contest contest, Verdict verdict, long tickMs) {
        if (config.policy() != PromotionPolicy.REPORT) {
            DeployedModel challenger =
                    Objects.requireNonNull(contest.challengers().get(verdict.challenger()), "verdict on a challenger");
            send(CommandKind.PROMOTE, challenger, contest, verdict, tickMs);
        }
    }

    /** In all policies: a champion that is worse than what it replaced is no matter of taste. */
    void rollBack(Contest contest, Verdict verdict, long tickMs) {
        send(CommandKind.ROLL_BACK, contest.champion(), contest, verdict, tickMs);
    }

    private void send(CommandKind kind, DeployedModel model, Contest contest, Verdict verdict, long tickMs) {
        var command = new ModelCommand(
                kind, model.model(), model.packHash(), contest.scope(), 0, ModelAuthors.POLICY, why(verdict));
        outbox.send(Topics.MODELS_COMMANDS, command.against(verdict.champion()), tickMs);
    }

    private static String why(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "%s against champion %s over %d days: mean loss %.4g instead of %.4g, difference %+.1f %% of a usual day, "
                        + "confidence sequence %+.1f to %+.1f %%, alpha %s",
                verdict.challenger(),
                verdict.champion(),
                verdict.n(),
                verdict.championLoss() + verdict.meanLossDifference(),
                verdict.championLoss(),
                100 * verdict.difference(),
                100 * verdict.differenceLow(),
                100 * verdict.differenceHigh(),
                verdict.alpha());
    }
}
