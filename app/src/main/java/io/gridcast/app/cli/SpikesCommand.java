package io.gridcast.app.cli;

import io.gridcast.app.report.ReportJson;
import io.gridcast.app.spikes.SpikeJson;
import io.gridcast.app.spikes.SpikeTable;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.spikes.SpikeBacktest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "spikes",
        description = {
            "Judges forecasts of price spikes on past feed files, month by month (UTC): before each month a model is trained on"
                    + " what was known then, and the month is scored.",
            "Without a broker: features are made by the code that makes them in the engine, from what was known at each issue."
        },
        footer = {
            "  gridcast spikes --data ../shared/data/south-australia --event spot:above:300 --from 2008-02-01",
            "  gridcast spikes --data ../shared/data/epf-de --event day_ahead:below:0 --from 2016-01-01 --json de.json"
        })
final class SpikesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Feed files (docs: feed files).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--event",
            required = true,
            paramLabel = "EVENT",
            description = "What counts as a spike: product, above or below, price (spot:above:300).")
    private String event = "";

    @Mixin
    private final SpikeOptions options = new SpikeOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The first issue that is scored.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "What became known later is not looked at (default: everything is).")
    private Instant to = Instant.parse("9999-01-01T00:00:00Z");

    @Option(
            names = "--alerts-per-week",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many alerts a week there may be. Default: 2.")
    private double alertsPerWeek = 2;

    @Mixin
    private final WithoutOption without = new WithoutOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures for machines, too.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        if (!(alertsPerWeek > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--alerts-per-week is " + alertsPerWeek + ", must be above 0");
        }
        if (json != null) {
            Destination.requireWritable(json, "--json");
        }
        var history = new FolderHistory(FeedFolder.open(data));
        SpikeBacktest.Result result = new TrainingRun(history, history.end(to), without.outlook())
                .judgeSpikes(options.question(event), options.owner(history.series()), from, alertsPerWeek);
        PrintWriter out = spec.commandLine().getOut();
        out.print(SpikeTable.format(result));
        out.flush();
        if (json != null) {
            ReportJson.write(json, SpikeJson.of(result));
        }
        return 0;
    }
}
