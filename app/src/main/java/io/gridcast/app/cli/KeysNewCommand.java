package io.gridcast.app.cli;

import io.gridcast.app.keys.KeyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        description = {
            "Makes an Ed25519 key pair and writes the private half, which its owner alone may read; nothing is overwritten.",
            "Prints the line that lets an engine trust the public half."
        },
        footer = {"  gridcast keys new ada.pem", "  gridcast keys new --name forecasting-team keys/team.pem"})
final class KeysNewCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where the private key goes, PKCS#8 in PEM.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final KeyText text = new KeyText();

    @Override
    public void run() {
        String line = text.of(file, KeyFile.create(file).publicKey());
        PrintWriter out = spec.commandLine().getOut();
        out.println("the private key is in " + file + ": keep it to yourself, and sign with --key " + file);
        out.print(line);
        out.flush();
    }
}
