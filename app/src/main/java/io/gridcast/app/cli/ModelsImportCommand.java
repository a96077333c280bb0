package io.gridcast.app.cli;

import io.gridcast.app.keys.KeyFile;
import io.gridcast.app.mlflow.MlflowClient;
import io.gridcast.app.mlflow.MlflowModels;
import io.gridcast.app.mlflow.MlflowModels.Fetched;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Workspace;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.pack.PackFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Fetches a registered XGBoost or ONNX model from MLflow and packs it as `gridcast models pack` does.",
            "What a pack must know and MLflow does not can lie beside the model (schema.json, golden.npz, .csv or .json) and in tags"
                    + " of the version (gridcast.trained-on, gridcast.rows); options win. A model that gridcast logged is a pack"
                    + " already and needs none of it."
        },
        footer = {
            "  gridcast models import mlflow:load-xgb/shadow --mlflow-uri http://mlflow:5000 --out load.gridpack",
            "  gridcast models import mlflow:load-net/7 --mlflow-uri http://mlflow:5000 --schema schema.json --golden golden.npz"
                    + " --trained-on 2015-01-01/2017-01-01 --rows 17544 --key ada.pem --out net.gridpack"
        })
final class ModelsImportCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("mlflow:(.+)/([^/]+)");
    private static final Pattern SCHEMA = Pattern.compile("schema\\.json");
    private static final Pattern GOLDEN = Pattern.compile("golden\\..*");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "mlflow:MODEL/VERSION", description = "A registered model, and its version or an alias.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(names = "--mlflow-uri", required = true, paramLabel = "URL", description = "The tracking server.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI uri;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "Its features, as `gridcast models pack` takes them.")
    private Optional<String> schema = Optional.empty();

    @Option(names = "--golden", paramLabel = "FILE", description = "Rows that it must score as in training.")
    private Optional<String> golden = Optional.empty();

    @Option(names = "--trained-on", paramLabel = "FROM/TO", description = "The time that it learnt from.")
    private Optional<String> trainedOn = Optional.empty();

    @Option(names = "--rows", paramLabel = "N", description = "How many rows it learnt from.")
    private Optional<String> rows = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Sign with this private key; engines publish signed packs alone.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the pack goes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Override
    public Integer call() throws IOException {
        Matcher named = NAME.matcher(name);
        if (!named.matches()) {
            throw new ParameterException(spec.commandLine(), "'" + name + "' is no model, write mlflow:MODEL/VERSION");
        }
        var models = new MlflowModels(new MlflowClient(uri, System.getenv()));
        Fetched fetched = models.fetch(named.group(1), named.group(2));
        if (fetched.isPack()) {
            return keep(fetched);
        }
        try (Workspace workspace = Workspace.open(Optional.empty())) {
            return spec.commandLine()
                    .getParent()
                    .execute(packing(fetched, workspace.directory()).toArray(String[]::new));
        }
    }

    private int keep(Fetched fetched) {
        var pack = PackFormat.read(fetched.bytes());
        new PackShipment(key.map(file -> pack.signedBy(KeyFile.read(Path.of(file))))
                        .orElse(pack))
                .write(out);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is in %s; next: gridcast models publish %s%n",
                        pack.manifest().model(), out, out);
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** The call of `gridcast models pack` that packs it. */
    private List<String> packing(Fetched fetched, Path directory) throws IOException {
        String file = fetched.file().substring(fetched.file().lastIndexOf('/') + 1);
        List<String> words = new ArrayList<>(List.of("pack", "--kind", fetched.kind()));
        words.addAll(List.of(
                "--model", Files.write(directory.resolve(file), fetched.bytes()).toString()));
        words.addAll(List.of("--id", fetched.model(), "--version", "mlflow-" + fetched.version()));
        words.addAll(List.of("--schema", given("--schema", schema.or(() -> beside(fetched, directory, SCHEMA)))));
        words.addAll(List.of("--golden", given("--golden", golden.or(() -> beside(fetched, directory, GOLDEN)))));
        words.addAll(List.of(
                "--trained-on", given("--trained-on", trainedOn.or(() -> tag(fetched, "gridcast.trained-on")))));
        words.addAll(List.of("--rows", given("--rows", rows.or(() -> tag(fetched, "gridcast.rows")))));
        key.ifPresent(signing -> words.addAll(List.of("--key", signing)));
        words.addAll(List.of("--out", out.toString()));
        return words;
    }

    private static Optional<String> tag(Fetched fetched, String tag) {
        return Optional.ofNullable(fetched.tags().get(tag));
    }

    private static Optional<String> beside(Fetched fetched, Path directory, Pattern wanted) {
        for (Map.Entry<String, byte[]> file : fetched.beside().entrySet()) {
            if (wanted.matcher(file.getKey()).matches()) {
                try {
                    return Optional.of(Files.write(directory.resolve(file.getKey()), file.getValue())
                            .toString());
                } catch (IOException e) {
                    throw new ExplainedException(
                            "cannot write " + directory.resolve(file.getKey()) + ": " + e,
                            "the model cannot be packed without it",
                            "make room under the temporary directory",
                            e);
                }
            }
        }
        return Optional.empty();
    }

    private String given(String option, Optional<String> value) {
        return value.orElseThrow(() -> new ExplainedException(
                name + " comes without what " + option + " says",
                "MLflow does not know it, and a pack that does not say it cannot be checked",
                "give " + option + ", or log it with the model (docs/training.md)"));
    }
}
