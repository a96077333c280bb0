package io.gridcast.topology.drift;

import io.gridcast.core.drift.DriftCause;
import io.gridcast.core.drift.Finding;
import io.gridcast.core.drift.InputHealth;
import io.gridcast.core.drift.ReferenceBuilder;
import io.gridcast.state.Table;
import io.gridcast.topology.drift.DriftStores.Known;
import io.gridcast.topology.drift.ModelReferences.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a day that has ended to the detectors of features, outputs and inputs. */
final class DayEnd {
    /** So long a reference that does not know all seasons speaks for the one that follows. */
    private static final int SAME_SEASON_DAYS = 45;

    private final Table<Known, ModelReferences> references;
    private final DriftSpeaker speaker;
    private final double years;

    DayEnd(Table<Known, ModelReferences> references, DriftSpeaker speaker, double years) {
        this.references = references;
        this.speaker = speaker;
        this.years = years;
    }

    void end(Watched watched, int day, DriftDay ended, DriftWatch watch, long tickMs) {
        ended.model().ifPresent(watch::watch);
        ModelReferences known =
                ended.model().isPresent() ? references.get(new Known(watch.model(), watched.seriesId())) : null;
        if (known == null) {
            health(watched, day, ended, watch, List.of(), tickMs);
            return;
        }
        List<Variable> valued = known.variables().stream()
                .filter(variable -> !Double.isNaN(ended.mean(variable.name())))
                .toList();
        health(watched, day, ended, watch, valued, tickMs);
        for (Variable variable : valued) {
            if (knowsTheSeason(variable, known, day)) {
                double ofAll = variable.column() == ModelReferences.OF_NO_COLUMN ? 1 : valued.size();
                List<Finding> found = watch.variable(variable.name())
                        .add(variable.reference(), day, ended.mean(variable.name()), years * ofAll);
                found.forEach(finding -> say(watched, watch, variable, finding, tickMs));
            }
        }
    }

    /** An input of which a detector has said that it is not as in training, and has not taken it back. */
    Optional<String> raisedInput(Watched watched, DriftWatch watch) {
        ModelReferences known = references.get(new Known(watch.model(), watched.seriesId()));
        return known == null
                ? Optional.empty()
                : known.variables().stream()
                        .filter(variable -> variable.isInput() && watch.isRaised(variable.name()))
                        .map(Variable::name)
                        .findFirst();
    }

    private void health(
            Watched watched, int day, DriftDay ended, DriftWatch watch, List<Variable> valued, long tickMs) {
        List<String> frozen = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        for (Variable variable : valued) {
            double mean = ended.mean(variable.name());
            if (variable.isInput() && watch.repeats(variable.name(), mean)) {
                frozen.add(variable.name());
            }
            if (variable.isInput()
                    && variable.reference().coversTheYear()
                    && variable.reference().isOutside(day, mean)) {
                outside.add(variable.name());
            }
        }
        for (InputHealth.Fault fault : watch.health().endDay(day, frozen, outside)) {
            speaker.say(watched, fault.finding(), fault.cause(), fault.detail(), tickMs);
        }
    }

    private void say(Watched watched, DriftWatch watch, Variable variable, Finding finding, long tickMs) {
        DriftCause cause = variable.isInput() ? DriftCause.INPUTS_CHANGED : DriftCause.RELATION;
        String detail = variable.name().equals(ReferenceBuilder.OUTPUT)
                ? "what " + watch.model() + " puts out is not distributed as in training"
                : variable.name() + " is not distributed as in training";
        speaker.say(watched, watch, finding, cause, detail, tickMs);
    }

    private static boolean knowsTheSeason(Variable variable, ModelReferences known, int day) {
        return variable.reference().coversTheYear()
                || day <= ReferenceBuilder.day(known.trainedUntilMs()) + SAME_SEASON_DAYS;
    }
}
