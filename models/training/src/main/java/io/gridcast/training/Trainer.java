package io.gridcast.training;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureChoice;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.ReferenceHistogram;
import io.gridcast.core.trees.NativeTrees;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.dataset.IssueSchedule;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.neural.NetworkParameters;
import io.gridcast.training.neural.NetworkTrainer;
import io.gridcast.training.search.SearchPlan;
import io.gridcast.training.validation.LeftOutModels;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Trains a model from events and packs it. */
public final class Trainer {
    /** Rows that a model can be trained on at least: ten days of hours. */
    private static final int FEWEST_ROWS = 240;

    private static final Duration GAP = Duration.ofHours(48);
    private static final double VALIDATION_SHARE = 0.2;

    private final Options options;
    private final TrainingListener listener;

    public Trainer(Options options) {
        this(options, stage -> {});
    }

    /** @param listener is told what goes on once all events have been read */
    public Trainer(Options options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * What to train, and how.
     *
     * @param withoutOutlook leave the system operator's outlook out of the features
     * @param rowsAnIssue rows of an issue to learn from at most
     * @param validation how the errors in the manifest are found
     * @param describes whether the manifest describes what was learnt from, which drift is measured against
     * @param from issues before it are not learnt from; what was known then is
     * @param codeVersion version of gridcast, for the manifest
     * @param author for the manifest
     * @param parent the version that the model shall replace
     * @param search how parameters are searched for; empty to take them as they are
     * @param features which of them the inputs allow are used
     * @param isSelecting whether groups of features that earn nothing are left out
     * @param underCosts how many times as much it costs to forecast a load too low as too high; 1 for a point forecast that is the median
     */
    public record Options(
            boolean withoutOutlook,
            int rowsAnIssue,
            IssueSchedule schedule,
            TreeParameters parameters,
            RollingOrigin validation,
            boolean describes,
            Instant from,
            String codeVersion,
            String author,
            Optional<ModelRef> parent,
            Optional<SearchPlan> search,
            FeatureChoice features,
            boolean isSelecting,
            double underCosts) {
        /** All that there is, with nothing replaced, by {@code gridcast train}. */
        public Options(
                boolean withoutOutlook,
                int rowsAnIssue,
                IssueSchedule schedule,
                TreeParameters parameters,
                RollingOrigin validation,
                String codeVersion) {
            this(
                    withoutOutlook,
                    rowsAnIssue,
                    schedule,
                    parameters,
                    validation,
                    true,
                    Instant.EPOCH,
                    codeVersion,
                    "gridcast train",
                    Optional.empty(),
                    Optional.empty(),
                    FeatureChoice.STANDARD,
                    false,
                    1);
        }

        /** What suits a target. */
        public static Options of(Target target, boolean withoutOutlook, String codeVersion) {
            boolean isLoad = target == Target.LOAD;
            return new Options(
                    withoutOutlook,
                    isLoad ? 4 : 25,
                    IssueSchedule.DEFAULT,
                    isLoad ? TreeParameters.LOAD : TreeParameters.PRICE,
                    RollingOrigin.DEFAULT,
                    codeVersion);
        }

        /** The same on that many threads. */
        public Options withThreads(int threads) {
            return with(parameters.withThreads(threads), validation, describes, from, author, parent);
        }

        /** The same from that issue on. */
        public Options withFrom(Instant first) {
            return with(parameters, validation, describes, first, author, parent);
        }

        /** The same, validated otherwise. */
        public Options withValidation(RollingOrigin other) {
            return with(parameters, other, describes, from, author, parent);
        }

        /** The same for a model whose drift nobody watches, as in a backtest: it forecasts alike, and is trained several times as fast. */
        public Options unwatched() {
            return with(parameters, RollingOrigin.NONE, false, from, author, parent);
        }

        /** The same for a model that shall replace another. */
        public Options withParent(Optional<ModelRef> replaced) {
            return with(parameters, validation, describes, from, author, replaced);
        }

        /** The same in somebody else's name. */
        public Options withAuthor(String other) {
            return with(parameters, validation, describes, from, other, parent);
        }

        /** The same with parameters that are searched for. */
        public Options withSearch(Optional<SearchPlan> plan) {
            return tuned(plan, features, isSelecting, underCosts);
        }

        /** The same where forecasting a load too low costs so many times as much as too high. */
        public Options withUnderCosts(double costs) {
            return tuned(search, features, isSelecting, costs);
        }

        /** The same with other features, and without the groups among them that earn nothing if {@code selecting}. */
        public Options withFeatures(FeatureChoice choice, boolean selecting) {
            return tuned(search, choice, selecting, underCosts);
        }

        /** Costs that are not alike are those of a load: prices are sold and bought at. */
        double underCosts(Target target) {
            return target == Target.LOAD ? underCosts : 1;
        }

        private Options with(
                TreeParameters newParameters,
                RollingOrigin newValidation,
                boolean newDescribes,
                Instant newFrom,
                String newAuthor,
                Optional<ModelRef> newParent) {
            return new Options(
                    withoutOutlook,
                    rowsAnIssue,
                    schedule,
                    newParameters,
                    newValidation,
                    newDescribes,
                    newFrom,
                    codeVersion,
                    newAuthor,
                    newParent,
                    search,
                    features,
                    isSelecting,
                    underCosts);
        }

        private Options tuned(
                Optional<SearchPlan> newSearch, FeatureChoice newFeatures, boolean selecting, double newUnderCosts) {
            return new Options(
                    withoutOutlook,
                    rowsAnIssue,
                    schedule,
                    parameters,
                    validation,
                    describes,
                    from,
                    codeVersion,
                    author,
                    parent,
                    newSearch,
                    newFeatures,
                    selecting,
                    newUnderCosts);
        }
    }

    /**
     * Trains on all that became known before {@code until}.
     *
     * @param events gives them in order of availability, each time anew
     * @param inputs the variables that the events have
     * @throws ExplainedException if there are too few rows to learn from
     */
    public ModelPack train(
            Supplier<Iterator<TimedEvent>> events,
            List<Series> series,
            FeatureSchemas.Inputs inputs,
            Target target,
            Instant until) {
        FeatureSchemas.Inputs used = used(inputs);
        FeatureSchema all = FeatureSchemas.of(target, used, options.features());
        var choice = new TreeChoice(options, listener).of(dataset(events.get(), series, all, until));
        Dataset data = choice.data();
        listener.stage("growing trees");
        TreeParameters chosen = choice.parameters().withRounds(rounds(data, choice.parameters()));
        OutputLevels levels = levels(target, options);
        var trainer = new XgboostTrainer(chosen, levels.levels());
        byte[] model = trainer.train(data);
        try (var reference = NativeTrees.load(model)) {
            List<ReferenceHistogram> histograms =
                    options.describes() ? describe(events, series, data, until, trainer, reference, levels) : List.of();
            return new Packing(options, data, until)
                    .pack(
                            new Packing.Trained(
                                    "xgb", PackLoader.XGBOOST, PackLoader.UBJSON_TREES, model, levels, reference),
                            manifest -> manifest.withParameters(choice.described(chosen))
                                    .withMetrics(choice.errors())
                                    .withHistograms(histograms));
        }
    }

    /** Describes what was learnt from, and what models say of days that they did not learn from. */
    private List<ReferenceHistogram> describe(
            Supplier<Iterator<TimedEvent>> events,
            List<Series> series,
            Dataset data,
            Instant until,
            XgboostTrainer trainer,
            NativeTrees trees,
            OutputLevels levels) {
        listener.stage("describing what was learnt from");
        var leftOut = LeftOutModels.train(data, trainer, GAP, FEWEST_ROWS, trees);
        return References.of(
                events.get(), series, data.schema(), options.schedule(), options.from(), until, leftOut, levels);
    }

    /**
     * Trains a feed-forward network for day-ahead prices on all that became known before {@code until}, to be mixed with a champion. It is
     * not cross-validated.
     *
     * @param events in order of availability
     * @param inputs the variables that the events have
     * @throws ExplainedException if there are too few rows to learn from
     */
    public ModelPack trainNetwork(
            Iterator<TimedEvent> events,
            List<Series> series,
            FeatureSchemas.Inputs inputs,
            NetworkParameters parameters,
            Instant until) {
        FeatureSchema schema = FeatureSchemas.priceOfDay(used(inputs));
        Dataset data = dataset(events, series, schema, until);
        byte[] model = new NetworkTrainer(parameters, listener::stage).train(data);
        try (OnnxModel reference = OnnxModel.load(model, schema.size())) {
            return new Packing(options, data, until)
                    .pack(
                            new Packing.Trained(
                                    "net",
                                    PackLoader.ONNX,
                                    PackLoader.ONNX_GRAPH,
                                    model,
                                    OutputLevels.STANDARD,
                                    reference),
                            manifest -> manifest.withParameters(parameters.asText()));
        }
    }

    private FeatureSchemas.Inputs used(FeatureSchemas.Inputs inputs) {
        return options.withoutOutlook() ? inputs.withoutOutlook() : inputs;
    }

    private Dataset dataset(Iterator<TimedEvent> events, List<Series> series, FeatureSchema schema, Instant until) {
        Dataset data = new DatasetBuilder(
                        schema,
                        options.schedule(),
                        options.rowsAnIssue(),
                        options.parameters().seed())
                .build(events, series, options.from(), until);
        if (data.rows() < FEWEST_ROWS) {
            throw new ExplainedException(
                    "there are " + data.rows() + " rows of "
                            + schema.target().name().toLowerCase(Locale.ROOT) + " before " + until
                            + " to learn from, " + FEWEST_ROWS + " are needed",
                    "a model of so little would be worse than similar days",
                    "give more history: an earlier --from, or a later --until");
        }
        return data;
    }

    private static OutputLevels levels(Target target, Options options) {
        return OutputLevels.ofCosts(options.underCosts(target));
    }

    private int rounds(Dataset data, TreeParameters parameters) {
        int first = (int) (data.rows() * (1 - VALIDATION_SHARE));
        long splitMs = data.issuedMs()[first];
        Dataset training = data.between(Long.MIN_VALUE, splitMs - GAP.toMillis());
        Dataset validation = data.between(splitMs, Long.MAX_VALUE);
        if (training.rows() < FEWEST_ROWS / 2 || validation.rows() == 0) {
            return Math.max(1, parameters.rounds() / 4);
        }
        return new XgboostTrainer(parameters).bestRounds(training, validation);
    }
}
