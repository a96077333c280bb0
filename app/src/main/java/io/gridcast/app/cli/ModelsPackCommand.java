package io.gridcast.app.cli;

import io.gridcast.app.models.PackShipment;
import io.gridcast.app.packing.PlainModel;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "pack",
        description = {
            "Packs a model from plain files: XGBoost UBJ or JSON, ONNX, or linear weights as JSON (docs/packs.md).",
            "The pack is written only if the model scores the golden sample here as it did where it was trained."
        },
        footer = {
            "  gridcast models pack --kind xgboost --model model.ubj --schema schema.json --id load-es --version 7"
                    + " --golden golden.npz --trained-on 2015-01-01/2017-01-01 --rows 17544 --key ada.pem --out load-es.gridpack",
            "  gridcast models pack --kind onnx --model net.onnx --schema load.gridpack --id load-net --version 1"
                    + " --golden golden.csv --trained-on 2015-01-01/2017-01-01 --rows 17544 --metric mae_mw=412.5 --out"
                    + " net.gridpack"
        })
final class ModelsPackCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--kind", required = true, paramLabel = "KIND", description = "xgboost, onnx or linear.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String kind;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "SCHEMA",
            description =
                    "Its features: a file of `gridcast models show --schema`, another pack, or a target with its inputs"
                            + " (load+temperature_c+outlook:load_forecast_mw).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String schema;

    @Option(names = "--target", paramLabel = "TARGET", description = "load or price; must be the schema's.")
    private Optional<Target> target = Optional.empty();

    @Option(names = "--id", required = true, paramLabel = "ID", description = "The model's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String id;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "Its version: never used twice.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String version;

    @Option(
            names = "--golden",
            required = true,
            paramLabel = "FILE",
            description =
                    "Some dozens of rows of features, and what the model predicts for them, if you have it: CSV, NPZ or"
                            + " JSON.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path golden;

    @Option(
            names = "--trained-on",
            required = true,
            paramLabel = "FROM/TO",
            description = "The time that it learnt from, such as 2015-01-01/2017-01-01.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String trainedOn;

    @Option(names = "--rows", required = true, paramLabel = "N", description = "How many rows it learnt from.")
    private long rows;

    @Option(
            names = "--data-hash",
            paramLabel = "SHA256",
            description = "Hash of its training data, for the audit (default: not given).")
    private String dataHash = "not given";

    @Option(names = "--horizon-h", paramLabel = "HOURS", description = "Longest lead time (default: ${DEFAULT-VALUE}).")
    private long horizonHours = 48;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter of the training; several times.")
    private TreeMap<String, String> parameters = new TreeMap<>();

    @Option(names = "--metric", paramLabel = "NAME=VALUE", description = "A cross-validated error; several times.")
    private TreeMap<String, Double> metrics = new TreeMap<>();

    @Option(names = "--parent", paramLabel = "ID@VERSION", description = "The version that it shall replace.")
    private Optional<String> parent = Optional.empty();

    @Option(names = "--who", paramLabel = "NAME", description = "Its author (default: the user of this machine).")
    private String who = System.getProperty("user.name", "");

    @Mixin
    private final KeyOption key = new KeyOption();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the pack goes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Override
    public void run() {
        KeyOption.Signer signer = key.signer();
        PlainModel plain = PlainModel.read(kind, model);
        ModelPack pack = signer.sign(plain.pack(description(), golden));
        new PackShipment(pack).write(out);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is in %s, %s; next: gridcast models publish %s%n",
                        pack.manifest().model(), out, key.isGiven() ? "signed" : "not signed (--key)", out);
        spec.commandLine().getOut().flush();
    }

    private PackManifest description() {
        FeatureSchema features = PlainModel.schema(schema);
        if (target.isPresent() && target.get() != features.target()) {
            throw new ParameterException(
                    spec.commandLine(), "--target is " + target.get() + ", the schema is of " + features.target());
        }
        PackManifest manifest = PackManifest.describe(
                        new ModelRef(id, version),
                        kind,
                        Duration.ofHours(horizonHours),
                        QuantileLevels.standard(),
                        features,
                        trainedOn(),
                        Version.number(),
                        who)
                .withParameters(parameters)
                .withMetrics(metrics);
        return parent.map(text -> manifest.withParent(reference(text))).orElse(manifest);
    }

    private TrainingData trainedOn() {
        int slash = trainedOn.indexOf('/');
        if (slash < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--trained-on is '" + trainedOn + "', write 2015-01-01/2017-01-01");
        }
        Moment moment = new Moment();
        Instant from = moment.convert(trainedOn.substring(0, slash));
        Instant to = moment.convert(trainedOn.substring(slash + 1));
        try {
            return new TrainingData(from, to, rows, dataHash);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ModelRef reference(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            throw new ParameterException(spec.commandLine(), "--parent is '" + text + "', write ID@VERSION");
        }
        return new ModelRef(text.substring(0, at), text.substring(at + 1));
    }
}
