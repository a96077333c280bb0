package io.gridcast.training;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import io.gridcast.core.trees.NativeTrees;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.dataset.IssueSchedule;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.validation.CrossValidation;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Trains a model from events and packs it. */
public final class Trainer {
    /** Rows that a model can be trained on at least: ten days of hours. */
    private static final int FEWEST_ROWS = 240;

    private static final int GOLDEN_ROWS = 64;
    private static final Duration GAP = Duration.ofHours(48);
    private static final double VALIDATION_SHARE = 0.2;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

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
     * @param events in order of availability
     * @param inputs the variables that the events have
     * @throws ExplainedException if there are too few rows to learn from
     */
    public ModelPack train(
            Iterator<TimedEvent> events,
            List<Series> series,
            FeatureSchemas.Inputs inputs,
            Target target,
            Instant until) {
        FeatureSchemas.Inputs used = options.withoutOutlook() ? inputs.withoutOutlook() : inputs;
        FeatureSchema schema = target == Target.LOAD ? FeatureSchemas.load(used) : FeatureSchemas.price(used);
        Dataset data = new DatasetBuilder(
                        schema,
                        options.schedule(),
                        options.rowsAnIssue(),
                        options.parameters().seed())
                .build(events, series, options.from(), until);
        if (data.rows() < FEWEST_ROWS) {
            throw new ExplainedException(
                    "there are " + data.rows() + " rows of " + target.name().toLowerCase(Locale.ROOT) + " before "
                            + until + " to learn from, " + FEWEST_ROWS + " are needed",
                    "a model of so little would be worse than similar days",
                    "give more history: an earlier --from, or a later --until");
        }
        SortedMap<String, Double> errors =
                new CrossValidation(options.validation(), options.parameters(), stage).run(data);
        stage.accept("growing trees");
        TreeParameters chosen = options.parameters().withRounds(rounds(data));
        byte[] model = new XgboostTrainer(chosen).train(data);
        return pack(data, schema, model, chosen, errors, until);
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

    private ModelPack pack(
            Dataset data,
            FeatureSchema schema,
            byte[] model,
            TreeParameters chosen,
            SortedMap<String, Double> errors,
            Instant until) {
        String target = schema.target().name().toLowerCase(Locale.ROOT);
        String hash = data.sha256();
        var ref = new ModelRef(target + "-xgb", DAY.format(until) + "-" + hash.substring(0, 8));
        var trainedOn = new TrainingData(Instant.ofEpochMilli(data.issuedMs()[0]), until, data.rows(), hash);
        Duration horizon = options.schedule().horizon();
        PackManifest manifest = PackManifest.describe(
                        ref,
                        PackLoader.XGBOOST,
                        horizon,
                        QuantileLevels.standard(),
                        schema,
                        trainedOn,
                        options.codeVersion(),
                        options.author())
                .withParameters(chosen.asText())
                .withMetrics(errors);
        if (options.parent().isPresent()) {
            manifest = manifest.withParent(options.parent().get());
        }
        GoldenSample golden;
        try (var reference = NativeTrees.load(model)) {
            golden = GoldenSample.of(new CenteredQuantiles(reference, schema), sample(data));
            manifest = manifest.withHistograms(References.of(data, reference));
        }
        var files = new TreeMap<String, byte[]>();
        files.put(PackLoader.UBJSON_TREES, model);
        return ModelPack.of(manifest, golden, files);
    }

    /** Rows spread evenly over the data. */
    private static float[] sample(Dataset data) {
        int width = data.schema().size();
        int rows = Math.min(GOLDEN_ROWS, data.rows());
        float[] sample = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            int row = (int) ((long) i * data.rows() / rows);
            float[] features = Arrays.copyOfRange(data.features(), row * width, (row + 1) * width);
            System.arraycopy(features, 0, sample, i * width, width);
        }
        return sample;
    }
}
