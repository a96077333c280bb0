package io.gridcast.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.packing.PackText;
import io.gridcast.core.pack.ModelPack;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Shows what a pack says about its model.",
        footer = {
            "  gridcast models show load.gridpack",
            "  gridcast models show load.gridpack --schema > schema.json",
            "  gridcast models show load-xgb@7 --json --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
        })
final class ModelsShowCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "PACK", description = "A pack's file, or MODEL@VERSION of a published one.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Mixin
    private final PackOption packs = new PackOption();

    @Option(names = "--json", description = "The whole manifest, with histograms and feature schema.")
    private boolean json;

    @Option(names = "--schema", description = "Its feature schema alone, to pack other models with.")
    private boolean schema;

    @Override
    public Integer call() throws JsonProcessingException {
        ModelPack pack = packs.find(name);
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.println(pack.manifest().featureSchema());
        } else if (json) {
            out.println(JSON.readTree(pack.manifestJson()).toPrettyString());
        } else {
            PackText.facts(pack).forEach((fact, value) -> out.printf("%-28s %s%n", fact, value));
        }
        out.flush();
        return 0;
    }
}
