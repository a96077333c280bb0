package io.gridcast.app.cli;

import io.gridcast.app.clock.LastTick;
import io.gridcast.app.models.ModelAnswers;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.ModelDesk.Publication;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.pack.ManifestCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        description = {
            "Checks a model pack and puts it on the model topic; waits until the audit has it.",
            "A version's bytes never change: the same version with another pack is refused."
        },
        footer = {
            "  gridcast models publish models/load.gridpack --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081 --why \"trained to the end of 2016\""
        })
final class ModelsPublishCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "PACKFILE", description = "A file that `gridcast train` or `gridcast models pack` wrote.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final AuthorOptions author = new AuthorOptions();

    @Option(names = "--wait", paramLabel = "TIME", description = "How long to wait for the engine (default: 60s).")
    private String wait = "60s";

    @Override
    public Integer call() throws InterruptedException {
        PackShipment pack = PackShipment.read(file);
        Duration patience = WaitTimes.parse(spec, wait);
        try (Platform platform = platformOptions.required();
                ModelAnswers answers = new ModelAnswers(platform)) {
            ManifestCheck.check(pack.pack().manifest());
            answers.awaitCaughtUp();
            Publication publication = new ModelDesk(platform, author.who())
                    .publish(
                            pack, author.why(), LastTick.read(platform.cluster().client()));
            if (publication == Publication.ALREADY_PUBLISHED) {
                spec.commandLine()
                        .getOut()
                        .println(pack.model() + " is published already, with these bytes; nothing was sent");
                spec.commandLine().getOut().flush();
                return 0;
            }
            answers.awaitPublished(pack.deployed(), patience);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s is published; next: gridcast models deploy %s --target %s%n",
                            pack.model(), pack.model(), pack.target().name().toLowerCase(java.util.Locale.ROOT));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
