package io.gridcast.tests.bench;

import io.gridcast.app.report.TextTable;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureChoice;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.DieboldMariano;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.training.Trainer;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.validation.RollingOrigin.Fold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one model for all lead times, which has the lead time as a feature, is worth against one model a local hour and one a bucket of lead
 * times: the same rows, the same folds of the trainer's own cross-validation, the same parameters, one thread, each model with the rounds
 * that suit it.
 *
 * <p>Arguments: the feed folder, {@code load} or {@code price}, the first issue, the time that all rows are known by, how many rows of an
 * issue to learn from.
 */
public final class TreeSplits {
    private static final int HOURS = 24;

    private final Dataset data;
    private final Trainer.Options options;

    private TreeSplits(Dataset data, Trainer.Options options) {
        this.data = data;
        this.options = options;
    }

    /** Runs with FOLDER load|price FROM UNTIL ROWS-AN-ISSUE. */
    public static void main(String[] arguments) {
        var folder = FeedFolder.open(Path.of(arguments[0]));
        Target target = Target.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        var options = Trainer.Options.of(target, false, "bench").withThreads(1);
        FeatureSchema schema = FeatureSchemas.of(target, folder.inputs(), FeatureChoice.STANDARD);
        Dataset data = new DatasetBuilder(
                        schema,
                        options.schedule(),
                        Integer.parseInt(arguments[4]),
                        options.parameters().seed())
                .build(folder.events(), folder.series(), at(arguments[2]), at(arguments[3]));
        System.out.printf("%d rows of %d features%n", data.rows(), schema.size());
        new TreeSplits(data, options).run();
    }

    private static Instant at(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    private void run() {
        List<Fold> folds = RollingOrigin.DEFAULT.split(data);
        folds.forEach(Fold::requireNoLeak);
        List<SplitTrees> splits = new ArrayList<>();
        splits.add(split("one for all", 1, (rows, row) -> 0, false));
        splits.add(split("one a local hour", HOURS, TreeSplits::hour, false));
        splits.add(split("one a local hour, leaves in proportion", HOURS, TreeSplits::hour, true));
        if (data.schema().target() == Target.LOAD) {
            splits.add(split("one a bucket of lead times", 4, TreeSplits::bucket, false));
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "models", "MAE", "pinball", "against one", "p", "rounds", "growing s", "choosing rounds s", "size kB"));
        for (SplitTrees split : splits) {
            split.run(folds);
            lines.add(line(split, splits.get(0)));
        }
        System.out.print(TextTable.format(lines, 1));
    }

    /** @param inProportion whether what is counted in rows, as the least rows in a leaf, shrinks with the rows that a model has */
    private SplitTrees split(String name, int parts, SplitTrees.Part partOf, boolean inProportion) {
        return new SplitTrees(
                name, parts, partOf, inProportion ? options.parameters().forShare(1.0 / parts) : options.parameters());
    }

    private static int hour(Dataset rows, int row) {
        List<Feature> features = rows.schema().features();
        for (int column = 0; column < features.size(); column++) {
            if (features.get(column).kind() == FeatureKind.HOUR) {
                return (int) rows.features()[row * features.size() + column];
            }
        }
        throw new IllegalStateException("the schema has no hour of the day");
    }

    private static int bucket(Dataset rows, int row) {
        int leadHours = Math.round(rows.leadHours(row, 1));
        for (int i = 0; i < LeadBuckets.of(Target.LOAD).size(); i++) {
            if (LeadBuckets.of(Target.LOAD).get(i).holds(leadHours)) {
                return i;
            }
        }
        throw new IllegalStateException("no bucket holds a lead time of " + leadHours + " h");
    }

    private static List<String> line(SplitTrees split, SplitTrees one) {
        double[] ofOne = one.lossesByDay();
        double[] own = split.lossesByDay();
        // The difference is that of the first less the second: above 0 where one model for all is better.
        var test = DieboldMariano.test(own, ofOne, DieboldMariano.usualLags(own.length));
        return List.of(
                split.name(),
                TextTable.figure(split.meanError()),
                TextTable.figure(split.meanLoss()),
                String.format(Locale.ROOT, "%+.2f %%", 100 * (split.meanLoss() / one.meanLoss() - 1)),
                split == one ? "" : TextTable.figure(test.p()),
                TextTable.figure(split.meanRounds()),
                TextTable.figure(split.growingSeconds()),
                TextTable.figure(split.choosingSeconds()),
                Long.toString(split.bytes() / 1024));
    }
}
