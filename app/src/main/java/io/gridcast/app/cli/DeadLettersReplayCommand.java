package io.gridcast.app.cli;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.deadletters.DeadLetter;
import io.gridcast.app.deadletters.DeadLetterOffice;
import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Sends dead letters back to the topics they came from, with their own keys: as they are, after the cause was"
                    + " mended (a schema, an assignment), or with the bytes of a file.",
            "The letter itself stays; what is sent twice is recognised as a duplicate where the topic has such a rule."
        },
        footer = {
            "  gridcast dead-letters replay --bootstrap-servers broker1:9092 --offset 17,18",
            "  gridcast dead-letters replay --bootstrap-servers broker1:9092 --offset 17 --value mended.avro",
            "  gridcast dead-letters replay --bootstrap-servers broker1:9092 --topic meter.readings.v1 --dry-run"
        })
final class DeadLettersReplayCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions kafka = new ClusterOptions();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Which which;

    @Option(names = "--value", paramLabel = "FILE", description = "The mended value, raw; with one --offset only.")
    private @Nullable Path value;

    @Option(
            names = "--keep-timestamp",
            description = "Send with the original's timestamp; otherwise with the time it is sent, which is when the"
                    + " mended fact became known.")
    private boolean keepTimestamp;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    /** Which letters. */
    static final class Which {
        @Option(
                names = "--offset",
                split = ",",
                paramLabel = "N",
                description = "Letters by the offset that `list` shows; several with commas between.")
        private @Nullable List<Long> offsets;

        @Option(names = "--topic", paramLabel = "NAME", description = "All letters that came from this topic.")
        private @Nullable String topic;
    }

    @Override
    public void run() {
        if (value != null && (which.offsets == null || which.offsets.size() != 1)) {
            throw new ParameterException(spec.commandLine(), "--value goes with exactly one --offset");
        }
        Optional<byte[]> mended = value == null ? Optional.empty() : Optional.of(read(value));
        KafkaCluster cluster = kafka.cluster();
        cluster.admin().close();
        try (DeadLetterOffice office = new DeadLetterOffice(cluster)) {
            List<DeadLetter> letters = letters(office);
            letters.forEach(letter -> send(office, letter, mended));
            spec.commandLine().getOut().println(letters.size() + (dryRun ? " would be sent" : " sent"));
        }
    }

    private List<DeadLetter> letters(DeadLetterOffice office) {
        if (which.offsets != null) {
            return which.offsets.stream().map(office::at).toList();
        }
        List<DeadLetter> letters = new ArrayList<>();
        office.read(0, letter -> {
            if (letter.topic().equals(Optional.ofNullable(which.topic))) {
                letters.add(letter);
            }
            return true;
        });
        return letters;
    }

    private void send(DeadLetterOffice office, DeadLetter letter, Optional<byte[]> mended) {
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            out.println(letter.offset() + " -> " + letter.topic().orElse("?"));
            return;
        }
        Optional<Instant> time = keepTimestamp ? letter.originalTime() : Optional.empty();
        out.println(letter.offset() + " -> " + office.sendBack(letter, mended, time));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot read " + file + ": " + e,
                    "--value names the file with the bytes to send",
                    "check the path and the file's rights",
                    e);
        }
    }
}
