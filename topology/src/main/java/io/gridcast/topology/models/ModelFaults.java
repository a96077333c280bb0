package io.gridcast.topology.models;

import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Outbox;
import java.time.Instant;

/**
 * What follows when a model throws, or gives what is no number: an event each time, and after some faults a command that takes the
 * model out. The command is on its topic like anybody's, so that a replay of the topics repeats it.
 */
public final class ModelFaults {
    private final Outbox outbox;
    private final DeploymentBook book;
    private final int maxFaults;

    /** @param maxFaults how many faults take a model out, in one task, since it took its role */
    public ModelFaults(Outbox outbox, DeploymentBook book, int maxFaults) {
        this.outbox = outbox;
        this.book = book;
        this.maxFaults = maxFaults;
    }

    /**
     * Reports a fault.
     *
     * @param scope in which the model has its role
     * @param out how it is taken out: {@link CommandKind#ROLL_BACK} for a champion, {@link CommandKind#RETIRE} for others
     * @param seriesId the series that it was to forecast
     * @param what what it did, as the end of a sentence that starts with its name
     */
    public void report(
            Scope scope,
            DeployedModel model,
            CommandKind out,
            String seriesId,
            Instant firstSlot,
            String what,
            long tickMs) {
        var event = new QualityEvent(
                seriesId,
                QualityRule.MODEL_FAULT,
                firstSlot,
                Double.NaN,
                Double.NaN,
                QualityAction.SET_ASIDE,
                model.model() + " " + what);
        outbox.send(Topics.DATA_QUALITY, event, tickMs);
        int count = book.fault(scope, model, tickMs);
        if (count % maxFaults == 0) {
            var command = new ModelCommand(
                    out,
                    model.model(),
                    model.packHash(),
                    scope,
                    0,
                    ModelAuthors.ENGINE,
                    count + " faults of " + model.model() + " in one task, the last on " + seriesId + ": it " + what);
            outbox.send(Topics.MODELS_COMMANDS, command, tickMs);
        }
    }
}
