package io.gridcast.app.cli;

import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.report.ReportJson;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.History;
import io.gridcast.app.train.SearchReport;
import io.gridcast.app.train.SelectionReport;
import io.gridcast.app.train.TopicHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.spikes.SpikeQuestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = {
            "Trains models on feed files or on what lies on topics, and writes a model pack a target.",
            "With --key they are signed; engines publish packs alone that a key they trust has signed.",
            "Nothing that became known at or after --until is looked at.",
            "Trees are champions; with --network it trains a network for prices instead, with --sequence one of load and price"
                    + " together that attends to the days before, experts to be mixed with them; with --spikes a model of how likely prices beyond a threshold are."
        },
        footer = {
            "  gridcast train --data ../shared/data/spain --until 2017-01-01 --out models",
            "  gridcast train --data ../shared/data/spain --until 2017-01-01 --target load --search 27 --out models",
            "  gridcast train --data my-feeds --target load --under-costs 2 --out models",
            "  gridcast train --data my-feeds --target price --without outlook --key ada.pem --out models",
            "  gridcast train --data ../shared/data/epf-np --until 2016-12-27 --network --out experts",
            "  gridcast train --data ../shared/data/epf-de --until 2016-01-04 --sequence --target price --out experts",
            "  gridcast train --data ../shared/data/south-australia --spikes spot:above:300 --within 6h --out models",
            "  gridcast train --bootstrap-servers broker1:9092 --schema-registry http://registry:8081 --out models"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "Feed files (docs: feed files).")
    private @Nullable Path data;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Learn from what became known before (default: everything).")
    private Instant until = Instant.parse("9999-01-01T00:00:00Z");

    @Option(names = "--target", paramLabel = "TARGET", description = "load, price or both (default: both).")
    private Choice target = Choice.BOTH;

    @Option(
            names = "--network",
            description = "A feed-forward network for day-ahead prices, in the place of trees (docs: training).")
    private boolean network;

    @Option(
            names = "--sequence",
            description =
                    "A network of load and price together that attends to the days before, in the place of trees (docs:"
                            + " training).")
    private boolean sequence;

    @Option(
            names = "--spikes",
            paramLabel = "EVENT",
            description =
                    "A model of price spikes of one zone, in the place of forecasts: product, above or below, price"
                            + " (spot:above:300, day_ahead:below:0).")
    private @Nullable String spikes;

    @Mixin
    private final SpikeOptions spikeOptions = new SpikeOptions();

    @Mixin
    private final TuningOptions tuning = new TuningOptions();

    @Mixin
    private final WithoutOption without = new WithoutOption();

    @Mixin
    private final KeyOption key = new KeyOption();

    @Mixin
    private final MlflowOptions mlflow = new MlflowOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the packs go.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    /** What to train. */
    enum Choice {
        LOAD,
        PRICE,
        BOTH;

        boolean holds(Target target) {
            return this == BOTH || name().equals(target.name());
        }
    }

    @Override
    public Integer call() {
        List<String> kinds = kinds();
        if (kinds.size() > 1) {
            throw new ParameterException(spec.commandLine(), "give " + String.join(" or ", kinds) + ", not both");
        }
        for (Target one : Target.values()) {
            if (isWanted(one)) {
                Destination.requireWritable(file(one), "--out");
            }
        }
        tuning.check(spec, kinds.stream().findFirst());
        mlflow.check();
        if (data != null) {
            train(new FolderHistory(FeedFolder.open(data)));
            return exitCode();
        }
        Optional<Platform> named = platformOptions.named();
        if (named.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "give --data, or --bootstrap-servers and --schema-registry");
        }
        try (Platform platform = named.get()) {
            train(TopicHistory.read(platform));
        }
        return exitCode();
    }

    /** What is asked for in the place of trees. */
    private List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        if (network) {
            kinds.add("--network");
        }
        if (sequence) {
            kinds.add("--sequence");
        }
        if (spikes != null) {
            kinds.add("--spikes");
        }
        return kinds;
    }

    private int exitCode() {
        return mlflow.hasFailed() ? MlflowOptions.AWAY : 0;
    }

    private void train(History history) {
        KeyOption.Signer signer = key.signer();
        TrainingRun run =
                new TrainingRun(history, history.end(until), without.outlook(), options -> tuning.tune(spec, options));
        if (spikes != null) {
            SpikeQuestion question = spikeOptions.question(spikes);
            keep(Target.SPIKE, signer.sign(run.trainSpikes(question, spikeOptions.owner(history.series()))));
            return;
        }
        Set<Target> targets = run.targets();
        targets.removeIf(one -> !isWanted(one));
        if (targets.isEmpty()) {
            throw new ExplainedException(
                    "no series has the target "
                            + (network ? Choice.PRICE : target).name().toLowerCase(Locale.ROOT),
                    "there is nothing to train",
                    "leave --target out, or mend the series' targets");
        }
        if (sequence) {
            run.trainSequence(targets).forEach((one, pack) -> keep(one, signer.sign(pack)));
            return;
        }
        for (Target one : targets) {
            keep(one, signer.sign(network ? run.trainNetwork() : trees(run, one)));
        }
    }

    private void keep(Target of, ModelPack pack) {
        Path file = file(of);
        new PackShipment(pack).write(file);
        PrintWriter answers = spec.commandLine().getOut();
        answers.printf(
                "%s of %d rows is in %s; next: gridcast models publish %s%n",
                pack.manifest().model(), pack.manifest().trainedOn().rows(), file, file);
        answers.flush();
        mlflow.log(pack, "gridcast train");
    }

    private ModelPack trees(TrainingRun run, Target one) {
        PrintWriter answers = spec.commandLine().getOut();
        TrainingRun.Learnt learnt = run.learn(one);
        learnt.selection().ifPresent(result -> {
            Path table = table(one, "-features.json");
            ReportJson.write(table, SelectionReport.json(result));
            answers.print(SelectionReport.text(result));
            answers.println("every attempt is in " + table);
        });
        learnt.search().ifPresent(result -> {
            Path table = table(one, "-search.json");
            ReportJson.write(table, SearchReport.json(result));
            answers.print(SearchReport.text(result));
            answers.println("every trial is in " + table);
        });
        return learnt.pack();
    }

    /** A network is made for prices alone, spikes where they are asked for. */
    private boolean isWanted(Target one) {
        if (spikes != null || one == Target.SPIKE) {
            return spikes != null && one == Target.SPIKE;
        }
        return target.holds(one) && !(network && one == Target.LOAD);
    }

    private Path table(Target of, String suffix) {
        return out.resolve(of.name().toLowerCase(Locale.ROOT) + suffix);
    }

    private Path file(Target of) {
        return out.resolve(
                of.name().toLowerCase(Locale.ROOT) + (network ? "-net" : sequence ? "-seq" : "") + PackShipment.SUFFIX);
    }
}
