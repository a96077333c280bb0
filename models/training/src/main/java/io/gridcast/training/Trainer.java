package io.gridcast.training;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.trees.NativeTrees;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.dataset.IssueSchedule;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.neural.NetworkParameters;
import io.gridcast.training.neural.NetworkTrainer;
import io.gridcast.training.validation.CrossValidation;
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
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Trains a model from events and packs it. */
public final class Trainer {
    /** Rows that a model can be trained on at least: ten days of hours. */
    private static final int FEWEST_ROWS = 240;

    private static final Duration GAP = Duration.ofHours(48);
    private static final double VALIDATION_SHARE = 0.2;

    private final Options options;
    private final Consumer<String> stage;

    public Trainer(Options options) {
        this(options, stage -> {});
    }

    /** @param stage is told what goes on once all events have been learnt from */
    public Trainer(Options options, Consumer<String> stage) {
        this.options = options;
        this.stage = stage;
    }

    /**
     * What to train, and how.
     *
     * @param withoutOutlook leave the system operator's outlook out of the features
     * @param rowsAnIssue rows of an issue to learn from at most
     * @param validation how the errors in the manifest are found
     * @param from issues before it are not learnt from; what was known then is
     * @param codeVersion version of gridcast, for the manifest
     * @param author for the manifest
     * @param parent the version that the model shall replace
     */
    public record Options(
            boolean withoutOutlook,
            int rowsAnIssue,
            IssueSchedule schedule,
            TreeParameters parameters,
            RollingOrigin validation,
            Instant from,
            String codeVersion,
            String author,
            Optional<ModelRef> parent) {
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
                    Instant.EPOCH,
                    codeVersion,
                    "gridcast train",
                    Optional.empty());
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
            return with(parameters.withThreads(threads), validation, from, author, parent);
        }

        /** The same from that issue on. */
        public Options withFrom(Instant first) {
            return with(parameters, validation, first, author, parent);
        }

        /** The same, validated otherwise. */
        public Options withValidation(RollingOrigin other) {
            return with(parameters, other, from, author, parent);
        }

        /** The same for a model that shall replace another. */
        public Options withParent(Optional<ModelRef> replaced) {
            return with(parameters, validation, from, author, replaced);
        }

        /** The same in somebody else's name. */
        public Options withAuthor(String other) {
            return with(parameters, validation, from, other, parent);
        }

        private Options with(
                TreeParameters newParameters,
                RollingOrigin newValidation,
                Instant newFrom,
                String newAuthor,
                Optional<ModelRef> newParent) {
            return new Options(
                    withoutOutlook,
                    rowsAnIssue,
                    schedule,
                    newParameters,
                    newValidation,
                    newFrom,
                    codeVersion,
                    newAuthor,
                    newParent);
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
        FeatureSchema schema = target == Target.LOAD ? FeatureSchemas.load(used) : FeatureSchemas.price(used);
        Dataset data = dataset(events.get(), series, schema, until);
        SortedMap<String, Double> errors =
                new CrossValidation(options.validation(), options.parameters(), stage).run(data);
        stage.accept("growing trees");
        TreeParameters chosen = options.parameters().withRounds(rounds(data));
        byte[] model = new XgboostTrainer(chosen).train(data);
        stage.accept("describing what was learnt from");
        try (var reference = NativeTrees.load(model)) {
            var leftOut = LeftOutModels.train(data, new XgboostTrainer(chosen), GAP, FEWEST_ROWS, reference);
            var histograms =
                    References.of(events.get(), series, schema, options.schedule(), options.from(), until, leftOut);
            return new Packing(options, data, until)
                    .pack(
                            new Packing.Trained("xgb", PackLoader.XGBOOST, PackLoader.UBJSON_TREES, model, reference),
                            manifest -> manifest.withParameters(chosen.asText())
                                    .withMetrics(errors)
                                    .withHistograms(histograms));
        }
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
        byte[] model = new NetworkTrainer(parameters, stage).train(data);
        try (OnnxModel reference = OnnxModel.load(model, schema.size())) {
            return new Packing(options, data, until)
                    .pack(
                            new Packing.Trained("net", PackLoader.ONNX, PackLoader.ONNX_GRAPH, model, reference),
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

    private int rounds(Dataset data) {
        int first = (int) (data.rows() * (1 - VALIDATION_SHARE));
        long splitMs = data.issuedMs()[first];
        Dataset training = data.between(Long.MIN_VALUE, splitMs - GAP.toMillis());
        Dataset validation = data.between(splitMs, Long.MAX_VALUE);
        if (training.rows() < FEWEST_ROWS / 2 || validation.rows() == 0) {
            return Math.max(1, options.parameters().rounds() / 4);
        }
        return new XgboostTrainer(options.parameters()).bestRounds(training, validation);
    }
}
