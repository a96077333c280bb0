package io.gridcast.app.cli;

import io.gridcast.app.backtest.Backtest;
import io.gridcast.app.backtest.BacktestJson;
import io.gridcast.app.backtest.BacktestPage;
import io.gridcast.app.backtest.BacktestRow;
import io.gridcast.app.backtest.BacktestScores;
import io.gridcast.app.backtest.BacktestTable;
import io.gridcast.app.backtest.ScenarioRow;
import io.gridcast.app.backtest.ScenarioScores;
import io.gridcast.app.backtest.ScenarioTable;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.replay.Replay;
import io.gridcast.app.report.ReportFile;
import io.gridcast.app.report.ReportJson;
import io.gridcast.training.Trainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        description = {
            "Sends past feed files through the engine as fast as it goes, and compares what was issued with what each expert"
                    + " said alone, with their plain average, with published forecasts, with the operator's outlook and with the"
                    + " week before.",
            "Without --packs it trains models on what came before --from (less --warm-up)."
        },
        footer = {
            "  gridcast backtest --data ../shared/data/spain --from 2017-01-01 --to 2018-01-01 --html spain.html",
            "  gridcast backtest --data ../shared/data/epf-np --from 2016-12-27 --dm dnn_ensemble,issued --json np.json",
            "  gridcast backtest --data my-feeds --packs my-models --expert neural.gridpack --warm-up 60d"
        })
final class BacktestCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ReplayOptions replay = new ReplayOptions();

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "0d",
            description =
                    "Begin to forecast so long before --from: mixture and bands learn from it, it is not scored. Default: 0d.")
    private String warmUp = "0d";

    @Option(
            names = "--dm",
            paramLabel = "A,B",
            description =
                    "Test whether column B is better than column A (Diebold and Mariano). Can be given several times.")
    private List<String> pairs = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures for machines, too.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write tables and plots as one page.")
    private @Nullable Path html;

    @Override
    public Integer call() throws Exception {
        Duration before = WaitTimes.parse(spec, warmUp);
        if (before.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--warm-up is " + warmUp + ", must not be negative");
        }
        List<BacktestScores.Pair> asked = asked();
        if (json != null) {
            Destination.requireWritable(json, "--json");
        }
        if (html != null) {
            Destination.requireWritable(html, "--html");
        }
        // Nobody watches the drift of what is forecast here.
        replay.prepare(
                settings -> settings.earlier(before),
                Trainer.Options::unwatched,
                prepared -> run(prepared, before, asked));
        return 0;
    }

    private void run(ReplayOptions.Prepared prepared, Duration before, List<BacktestScores.Pair> asked)
            throws InterruptedException {
        Replay.Result result;
        try (LiveEngine live = prepared.startEngine()) {
            result = prepared.replay(live);
        }
        Backtest backtest = Backtest.read(
                prepared.platform(),
                prepared.folder().published(),
                prepared.settings().from().plus(before),
                prepared.settings().to());
        List<BacktestRow> rows = BacktestScores.rows(backtest);
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(BacktestTable.format(rows));
        out.flush();
        List<BacktestScores.Compared> compared = BacktestScores.asked(backtest, asked);
        out.print(BacktestTable.comparisons(compared));
        List<ScenarioRow> scenarios = ScenarioScores.of(backtest);
        out.print(ScenarioTable.format(scenarios));
        out.printf(
                Locale.ROOT,
                "%d records in, %d forecasts out; history %.1f s, replay %.1f s%n",
                result.counts().recordsIn(),
                result.counts().forecastsOut(),
                result.historySeconds(),
                result.seconds());
        out.flush();
        if (json != null) {
            ReportJson.write(
                    json,
                    BacktestJson.of(
                            backtest,
                            rows,
                            BacktestScores.comparisons(backtest, asked),
                            scenarios,
                            result.counts().byName()));
        }
        if (html != null) {
            ReportFile.write(html, BacktestPage.of(backtest, rows, compared, scenarios));
        }
    }

    private List<BacktestScores.Pair> asked() {
        List<BacktestScores.Pair> asked = new ArrayList<>();
        for (String pair : pairs) {
            String[] names = pair.split(",", -1);
            if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
                throw new ParameterException(
                        spec.commandLine(), "--dm is '" + pair + "', must be two columns with a comma between");
            }
            asked.add(new BacktestScores.Pair(names[0].strip(), names[1].strip()));
        }
        return asked;
    }
}
