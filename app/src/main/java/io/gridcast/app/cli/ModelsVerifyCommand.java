package io.gridcast.app.cli;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.pack.LoadedModel;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackSignature;
import io.gridcast.core.pack.PackTrust;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Checks a pack as an engine would: its hashes, its signature against the trusted keys of the settings, its manifest,"
                    + " and that the model scores its golden sample here.",
            "Ends with exit code 1 and the reason where an engine would refuse it."
        },
        footer = {
            "  gridcast models verify load.gridpack --config gridcast.properties",
            "  gridcast models verify load-xgb@7 --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
                    + " --config gridcast.properties"
        })
final class ModelsVerifyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "PACK", description = "A pack's file, or MODEL@VERSION of a published one.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Mixin
    private final PackOption packs = new PackOption();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    @Override
    public void run() {
        PackTrust trust = GridcastConfig.read(engineOptions.settings(Map.of()), Partitions.DEFAULT)
                .lifecycle()
                .trust();
        ModelPack pack = packs.find(name);
        PrintWriter out = spec.commandLine().getOut();
        out.println(pack.manifest().model() + " is whole: " + pack.hash());
        ManifestCheck.check(pack.manifest());
        try (LoadedModel loaded = PackLoader.standard().load(pack)) {
            out.println("it scores its golden sample as it did when it was packed: "
                    + loaded.model().featureCount() + " features to "
                    + loaded.model().quantileCount() + " quantiles");
        }
        out.flush();
        String voucher = trust.voucher(
                pack.manifest().model(),
                pack.hash(),
                pack.manifestJson(),
                pack.signature().map(PackSignature::toBytes).orElse(new byte[0]));
        out.println("vouched for by " + voucher);
        out.flush();
    }
}
