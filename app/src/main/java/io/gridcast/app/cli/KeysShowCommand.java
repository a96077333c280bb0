package io.gridcast.app.cli;

import io.gridcast.app.keys.KeyFile;
import io.gridcast.core.pack.PackKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Shows the public half of a private key: its id, and the line that lets an engine trust it.",
        footer = {"  gridcast keys show ada.pem", "  gridcast keys show --pem ada.pem > ada.pub"})
final class KeysShowCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A private key that `gridcast keys new` wrote.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--pem", description = "The public key alone, in PEM.")
    private boolean pem;

    @Mixin
    private final KeyText text = new KeyText();

    @Override
    public void run() {
        PackKey key = KeyFile.read(file).publicKey();
        PrintWriter out = spec.commandLine().getOut();
        out.print(pem ? key.toPem() : text.of(file, key));
        out.flush();
    }
}
