package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.deadletters.DeadLetter;
import io.gridcast.app.deadletters.DeadLetterOffice;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = {
            "Shows dead letters, oldest first: when, where from, its key and size, which step refused it, and why.",
            "With --json one object a line; `value` and `key` are the original's bytes in base64."
        },
        footer = {
            "  gridcast dead-letters list --bootstrap-servers broker1:9092",
            "  gridcast dead-letters list --bootstrap-servers broker1:9092 --topic meter.readings.v1 --limit 20",
            "  gridcast dead-letters list --bootstrap-servers broker1:9092 --from-offset 1000 --json"
        })
final class DeadLettersListCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%8s  %-24s  %-36s  %-20s  %8s  %-32s  %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions kafka = new ClusterOptions();

    @Option(names = "--topic", paramLabel = "NAME", description = "Only letters that came from this topic.")
    private @Nullable String topic;

    @Option(names = "--from-offset", paramLabel = "N", description = "Start at this offset (default: the oldest).")
    private long fromOffset;

    @Option(names = "--limit", paramLabel = "N", description = "Show at most so many (default: ${DEFAULT-VALUE}).")
    private long limit = 1000;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private long shown;
    private boolean more;

    @Override
    public void run() {
        KafkaCluster cluster = kafka.cluster();
        cluster.admin().close();
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterOffice office = new DeadLetterOffice(cluster)) {
            office.read(fromOffset, letter -> show(letter, out));
        }
        if (!json) {
            out.println(shown == 0 ? "no dead letters" : shown + " dead letters" + (more ? ", more with --limit" : ""));
        }
        out.flush();
    }

    private boolean show(DeadLetter letter, PrintWriter out) {
        if (topic != null && !topic.equals(letter.topic().orElse(""))) {
            return true;
        }
        if (shown == limit) {
            more = true;
            return false;
        }
        if (json) {
            out.println(object(letter));
        } else {
            if (shown == 0) {
                out.printf(ROW, "offset", "set aside", "record", "key", "bytes", "where", "cause");
            }
            out.printf(
                    ROW,
                    letter.offset(),
                    letter.at(),
                    origin(letter),
                    key(letter),
                    size(letter),
                    letter.where(),
                    letter.cause());
        }
        shown++;
        return true;
    }

    private static String origin(DeadLetter letter) {
        return letter.topic().orElse("?") + "-"
                + letter.partition().map(String::valueOf).orElse("?") + "@"
                + letter.originalOffset().map(String::valueOf).orElse("?");
    }

    private static String key(DeadLetter letter) {
        String text =
                letter.key().map(key -> new String(key, StandardCharsets.UTF_8)).orElse("(none)");
        String visible = text.replaceAll("\\p{Cntrl}|\\uFFFD", "?");
        return visible.length() > 20 ? visible.substring(0, 19) + "…" : visible;
    }

    private static String size(DeadLetter letter) {
        return letter.value().map(value -> String.valueOf(value.length)).orElse("null");
    }

    private static ObjectNode object(DeadLetter letter) {
        ObjectNode object = JSON.createObjectNode();
        object.put("offset", letter.offset()).put("setAsideAt", letter.at().toString());
        letter.topic().ifPresent(topic -> object.put("topic", topic));
        letter.partition().ifPresent(partition -> object.put("partition", partition));
        letter.originalOffset().ifPresent(offset -> object.put("originalOffset", offset));
        letter.originalTime().ifPresent(time -> object.put("originalTime", time.toString()));
        object.put("where", letter.where()).put("cause", letter.cause());
        letter.key().ifPresent(key -> object.put("key", Base64.getEncoder().encodeToString(key)));
        letter.value()
                .ifPresent(value -> object.put("value", Base64.getEncoder().encodeToString(value)));
        return object;
    }
}
