package io.gridcast.training;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.spikes.SpikeBacktest;
import io.gridcast.training.spikes.SpikeCases;
import io.gridcast.training.spikes.SpikeQuestion;
import io.gridcast.training.spikes.SpikeTrainer;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Trains models of the price spikes of one zone from events and packs them, or judges how well they would have done. */
public final class SpikeModels {
    /** Days around what a rule is fitted on are much like it. */
    private static final Duration GAP = Duration.ofDays(1);

    private final Trainer.Options options;
    private final TreeParameters parameters;
    private final SpikeQuestion question;
    private final Consumer<String> stage;

    /**
     * @param options who trains it, from when on, and whether the outlook is left out; the rest is not looked at
     * @param stage is told what goes on once all events have been learnt from
     */
    public SpikeModels(
            Trainer.Options options, TreeParameters parameters, SpikeQuestion question, Consumer<String> stage) {
        this.options = options;
        this.parameters = parameters;
        this.question = question;
        this.stage = stage;
    }

    /**
     * Trains on all that became known before {@code until}.
     *
     * @param events in order of availability
     * @param owner the series that owns the zone's price
     * @param inputs the variables that the events have
     * @throws ExplainedException if there are too few spikes to learn from
     */
    public ModelPack train(Iterator<TimedEvent> events, Series owner, FeatureSchemas.Inputs inputs, Instant until) {
        Dataset data = dataset(events, owner, inputs, until);
        SpikeTrainer.Trained trained = trainer(stage).train(SpikeCases.of(data, question.event()), question);
        return new Packing(options, data, until).packSpikes(trained, question, parameters);
    }

    /**
     * Judges such models month by month (UTC), each trained on what was known when the month began.
     *
     * @param until what became known later is not looked at
     * @param first the first issue that is judged
     * @param alertsPerWeek the budget that levels of alerts are chosen for
     */
    public SpikeBacktest.Result judge(
            Iterator<TimedEvent> events,
            Series owner,
            FeatureSchemas.Inputs inputs,
            Instant until,
            Instant first,
            double alertsPerWeek) {
        Dataset data = dataset(events, owner, inputs, until);
        return new SpikeBacktest(trainer(any -> {}), question, alertsPerWeek, stage).run(data, first);
    }

    private SpikeTrainer trainer(Consumer<String> told) {
        return new SpikeTrainer(parameters, GAP.plus(question.window()), told);
    }

    private Dataset dataset(Iterator<TimedEvent> events, Series owner, FeatureSchemas.Inputs inputs, Instant until) {
        FeatureSchemas.Inputs used = options.withoutOutlook() ? inputs.withoutOutlook() : inputs;
        return new DatasetBuilder(question.schema(used), question.schedule(), Integer.MAX_VALUE, parameters.seed())
                .build(events, List.of(owner), options.from(), until);
    }
}
