package io.gridcast.app.cli;

import io.gridcast.app.packing.PlainModel;
import io.gridcast.app.report.ReportFile;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.History;
import io.gridcast.app.train.TrainingRows;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Target;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.feed.FeedFolder;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "features",
        description = {
            "Writes the rows that models learn from as CSV, for training with other tools: what was known at each issue, and what then"
                    + " became known (docs/bring-your-own-model.md).",
            "The engine makes the same features, to the bit."
        },
        footer = {
            "  gridcast features --data my-feeds --until 2024-06-01 --target load --out rows.csv.gz --schema-out schema.json",
            "  gridcast features --data my-feeds --until 2024-06-01 --schema load.gridpack --out rows.csv"
        })
final class FeaturesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Feed files (docs: feed files).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--until",
            required = true,
            paramLabel = "TIME",
            converter = Moment.class,
            description = "What becomes known later is left out.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Instant until;

    @Option(names = "--target", paramLabel = "TARGET", description = "load (the default) or price.")
    private Target target = Target.LOAD;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description =
                    "Which features: a pack, or a file of --schema-out. Default: all that the files' variables allow.")
    private @Nullable String schema;

    @Mixin
    private final WithoutOption without = new WithoutOption();

    @Mixin
    private final FeatureOptions features = new FeatureOptions();

    @Option(
            names = "--rows-an-issue",
            paramLabel = "N",
            description =
                    "Slots of an issue at most, chosen by chance (default: ${DEFAULT-VALUE}; they are much alike).")
    private int rowsAnIssue = 4;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the rows go; .gz packs them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--schema-out", paramLabel = "FILE", description = "Write the feature schema, for `models pack`.")
    private @Nullable Path schemaOut;

    @Override
    public void run() {
        if (rowsAnIssue < 1 || target == Target.SPIKE) {
            throw new ParameterException(
                    spec.commandLine(),
                    rowsAnIssue < 1
                            ? "--rows-an-issue is " + rowsAnIssue + ", must be 1 or more"
                            : "--target is load or price");
        }
        Destination.requireWritable(out, "--out");
        History history = new FolderHistory(FeedFolder.open(data));
        FeatureSchema wanted = schema == null ? allowed(history.inputs()) : PlainModel.schema(schema);
        Dataset rows = TrainingRows.make(history, wanted, until, rowsAnIssue);
        TrainingRows.write(out, rows);
        if (schemaOut != null) {
            ReportFile.write(schemaOut, wanted.toJson() + "\n");
        }
        spec.commandLine().getOut().printf("%d rows of %d features are in %s%n", rows.rows(), wanted.size(), out);
        spec.commandLine().getOut().flush();
    }

    private FeatureSchema allowed(FeatureSchemas.Inputs inputs) {
        return FeatureSchemas.of(target, without.outlook() ? inputs.withoutOutlook() : inputs, features.choice());
    }
}
