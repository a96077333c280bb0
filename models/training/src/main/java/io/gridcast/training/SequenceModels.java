package io.gridcast.training;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.dataset.Issue;
import io.gridcast.training.dataset.IssueSchedule;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.neural.SequenceParameters;
import io.gridcast.training.neural.SequenceTrainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Trains sequence models from events, one network for all targets together, and packs them, a pack a target. */
public final class SequenceModels {
    /** Two months of days. */
    private static final int FEWEST_DAYS = 60;

    private static final int HOURS = 24;

    /** What a record of features may have at most, {@code gridcast.max.record.bytes} unless configured otherwise. */
    private static final long MOST_BYTES = 1 << 20;

    /** Loads are learnt from one issue in seven, which takes every hour of the day in turn, and from some rows of each. */
    private static final Duration BETWEEN_LOADS = Duration.ofHours(7);

    private static final int ROWS_OF_A_LOAD = 12;

    private final Trainer.Options options;
    private final SequenceParameters parameters;
    private final Consumer<String> stage;

    /**
     * @param options who trains it, from when on, when forecasts are issued, and whether the outlook is left out; the rest is not looked at
     * @param stage is told what goes on once all events have been read
     */
    public SequenceModels(Trainer.Options options, SequenceParameters parameters, Consumer<String> stage) {
        this.options = options;
        this.parameters = parameters;
        this.stage = stage;
    }

    /**
     * Trains on all that became known before {@code until}; not cross-validated.
     *
     * @param events gives them in order of availability, each time anew
     * @param inputs the variables that the events have
     * @param targets load, price or both, of which each is an input of the other
     * @throws ExplainedException if there are too few days to learn from
     */
    public Map<Target, ModelPack> train(
            Supplier<Iterator<TimedEvent>> events,
            List<Series> series,
            FeatureSchemas.Inputs inputs,
            Set<Target> targets,
            Instant until) {
        FeatureSchemas.Inputs used = options.withoutOutlook() ? inputs.withoutOutlook() : inputs;
        List<Target> ordered = List.copyOf(new TreeSet<>(targets));
        List<Dataset> data = new ArrayList<>();
        for (Target target : ordered) {
            FeatureSchema schema = FeatureSchemas.sequence(target, used, targets, parameters.days());
            series.stream().filter(one -> one.targets().contains(target)).forEach(one -> requireRoom(one, schema));
            data.add(dataset(events.get(), series, schema, until));
        }
        List<byte[]> models = new SequenceTrainer(parameters, stage).train(data);
        Map<Target, ModelPack> packs = new EnumMap<>(Target.class);
        for (int i = 0; i < ordered.size(); i++) {
            packs.put(ordered.get(i), pack(data.get(i), models.get(i), until));
        }
        return packs;
    }

    /** Features that are scored are kept, a matrix a record. */
    private void requireRoom(Series one, FeatureSchema schema) {
        Issue issue = options.schedule().next(one, schema.target(), Instant.EPOCH);
        long bytes = (long) issue.slots() * schema.size() * Float.BYTES;
        if (bytes >= MOST_BYTES) {
            throw new ExplainedException(
                    "a " + schema.target().name().toLowerCase(Locale.ROOT) + " of " + one.seriesId() + " would have "
                            + issue.slots() + " rows of " + schema.size() + " features",
                    bytes + " bytes an issue are more than a record of features.scored.v1 may have, " + MOST_BYTES,
                    "train trees for it, or a network for prices alone: --target price");
        }
    }

    private ModelPack pack(Dataset data, byte[] model, Instant until) {
        try (OnnxModel reference = OnnxModel.load(model, data.schema().size())) {
            var trained = new Packing.Trained(
                    "seq", PackLoader.ONNX, PackLoader.ONNX_GRAPH, model, OutputLevels.STANDARD, reference);
            return new Packing(options, data, until)
                    .pack(trained, manifest -> manifest.withParameters(parameters.asText()));
        }
    }

    private Dataset dataset(Iterator<TimedEvent> events, List<Series> series, FeatureSchema schema, Instant until) {
        boolean isLoad = schema.target() == Target.LOAD;
        IssueSchedule schedule = isLoad ? options.schedule().each(BETWEEN_LOADS) : options.schedule();
        Dataset data = new DatasetBuilder(
                        schema, schedule, isLoad ? ROWS_OF_A_LOAD : Integer.MAX_VALUE, parameters.seed())
                .build(events, series, options.from(), until);
        if (data.rows() < FEWEST_DAYS * HOURS) {
            throw new ExplainedException(
                    "there are " + data.rows() + " rows of "
                            + schema.target().name().toLowerCase(Locale.ROOT) + " before " + until
                            + " to learn from, " + FEWEST_DAYS * HOURS + " are needed",
                    "a network that attends to weeks learns nothing from less than two months",
                    "give more history: an earlier --from, or a later --until");
        }
        return data;
    }
}
