package io.gridcast.app.train;

import io.gridcast.app.progress.Progress;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.training.SequenceModels;
import io.gridcast.training.SpikeModels;
import io.gridcast.training.Trainer;
import io.gridcast.training.TrainingListener;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.neural.NetworkParameters;
import io.gridcast.training.neural.SequenceParameters;
import io.gridcast.training.search.SearchResult;
import io.gridcast.training.search.SelectionResult;
import io.gridcast.training.spikes.SpikeBacktest;
import io.gridcast.training.spikes.SpikeQuestion;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model a target and tells how far it is.
 *
 * @param until only what became known before is learnt from
 * @param withoutOutlook leave the operator's outlook out of the features
 * @param tune changes the trainer's options, to train quickly for instance
 */
public record TrainingRun(History history, Instant until, boolean withoutOutlook, UnaryOperator<Trainer.Options> tune) {
    /** With the options that suit each target. */
    public TrainingRun(History history, Instant until, boolean withoutOutlook) {
        this(history, until, withoutOutlook, UnaryOperator.identity());
    }

    /** The targets that any series has. */
    public Set<Target> targets() {
        Set<Target> targets = new TreeSet<>();
        history.series().forEach(series -> targets.addAll(series.targets()));
        return targets;
    }

    /**
     * Trains one model for all series of a target.
     *
     * @throws io.gridcast.core.check.ExplainedException if there is too little to learn from
     */
    public ModelPack train(Target target) {
        return learn(target).pack();
    }

    /**
     * What came of a training.
     *
     * @param selection what was left out, where features were selected
     * @param search what was found, where parameters were searched for
     */
    public record Learnt(ModelPack pack, Optional<SelectionResult> selection, Optional<SearchResult> search) {}

    /** As {@link #train}, with what it tried on the way. */
    public Learnt learn(Target target) {
        return train(
                target, (trainer, events) -> trainer.train(events, history.series(), history.inputs(), target, until));
    }

    /**
     * Trains one network for the day-ahead prices of all zones.
     *
     * @throws io.gridcast.core.check.ExplainedException if there is too little to learn from
     */
    public ModelPack trainNetwork() {
        return train(
                        Target.PRICE,
                        (trainer, events) -> trainer.trainNetwork(
                                events.get(), history.series(), history.inputs(), NetworkParameters.PRICE, until))
                .pack();
    }

    /**
     * Trains one sequence model of all zones for the targets together, and packs it by target.
     *
     * @throws io.gridcast.core.check.ExplainedException if there is too little to learn from
     */
    public Map<Target, ModelPack> trainSequence(Set<Target> wanted) {
        try (Progress progress = Progress.onStderr("train sequence", "facts", 0)) {
            var events = new Counted(history, until, progress);
            return new SequenceModels(options(Target.PRICE), SequenceParameters.DEFAULT, events::stage)
                    .train(events, history.series(), history.inputs(), wanted, until);
        }
    }

    /**
     * Trains a model of the price spikes of one zone.
     *
     * @param owner the series that owns the zone's price
     * @throws io.gridcast.core.check.ExplainedException if there is too little to learn from
     */
    public ModelPack trainSpikes(SpikeQuestion question, Series owner) {
        return ofSpikes(question, (models, events) -> models.train(events.get(), owner, history.inputs(), until));
    }

    /**
     * Judges models of spikes month by month.
     *
     * @param first the first issue that is judged
     * @param alertsPerWeek the budget that levels of alerts are chosen for
     */
    public SpikeBacktest.Result judgeSpikes(SpikeQuestion question, Series owner, Instant first, double alertsPerWeek) {
        return ofSpikes(
                question,
                (models, events) -> models.judge(events.get(), owner, history.inputs(), until, first, alertsPerWeek));
    }

    private <T> T ofSpikes(SpikeQuestion question, BiFunction<SpikeModels, Supplier<Iterator<TimedEvent>>, T> work) {
        try (Progress progress = Progress.onStderr("spikes " + question.event(), "facts", 0)) {
            var events = new Counted(history, until, progress);
            return work.apply(
                    new SpikeModels(options(Target.SPIKE), TreeParameters.SPIKES, question, events::stage), events);
        }
    }

    private Trainer.Options options(Target target) {
        String version = TrainingRun.class.getPackage().getImplementationVersion();
        return tune.apply(Trainer.Options.of(target, withoutOutlook, version == null ? "unpackaged" : version));
    }

    private Learnt train(Target target, BiFunction<Trainer, Supplier<Iterator<TimedEvent>>, ModelPack> training) {
        Trainer.Options options = options(target);
        String name = target.name().toLowerCase(Locale.ROOT);
        try (Progress progress = Progress.onStderr("train " + name, "facts", 0)) {
            var events = new Counted(history, until, progress);
            try (Told told = new Told(name, events)) {
                ModelPack pack = training.apply(new Trainer(options, told), events);
                return new Learnt(pack, Optional.ofNullable(told.selection), Optional.ofNullable(told.found));
            }
        }
    }

    /** Shows what goes on; a search, which takes longest, by a bar of its own. */
    private static final class Told implements TrainingListener, AutoCloseable {
        private final String target;
        private final Counted events;
        private @Nullable Progress searching;
        private @Nullable SelectionResult selection;
        private @Nullable SearchResult found;

        Told(String target, Counted events) {
            this.target = target;
            this.events = events;
        }

        @Override
        public void stage(String name) {
            close();
            events.stage(name);
        }

        @Override
        public void selecting(long done, long all, String note) {
            if (done == 0) {
                close();
            }
            if (searching == null) {
                searching = Progress.onStderr("features " + target, "groups", all);
            }
            searching.at(done, note);
        }

        @Override
        public void selected(SelectionResult result) {
            selection = result;
        }

        @Override
        public void searching(long done, long all, String note) {
            if (searching == null) {
                searching = Progress.onStderr("search " + target, "rows", all);
            }
            searching.at(done, note);
        }

        @Override
        public void searched(SearchResult result) {
            found = result;
        }

        @Override
        public void close() {
            if (searching != null) {
                searching.close();
                searching = null;
            }
        }
    }

    /** Shows how many facts have been read, over all readings. */
    private static final class Counted implements Supplier<Iterator<TimedEvent>> {
        private final History history;
        private final Instant until;
        private final Progress progress;
        private long count;

        Counted(History history, Instant until, Progress progress) {
            this.history = history;
            this.until = until;
            this.progress = progress;
        }

        void stage(String name) {
            progress.at(count, name);
        }

        @Override
        public Iterator<TimedEvent> get() {
            Iterator<TimedEvent> events = history.events();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    if (events.hasNext()) {
                        return true;
                    }
                    stage("making rows");
                    return false;
                }

                @Override
                public TimedEvent next() {
                    TimedEvent event = events.next();
                    count++;
                    stage(
                            event.availableAt().isBefore(until)
                                    ? event.availableAt().toString()
                                    : "making rows");
                    return event;
                }
            };
        }
    }
}
