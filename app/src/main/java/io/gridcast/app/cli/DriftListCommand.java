package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.drift.DriftCause;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = {
            "Shows drift events, newest first: what was found by which detector, its value against the threshold, the likeliest cause,"
                    + " and what to do.",
            "With --json one object a line."
        },
        footer = {
            "  gridcast drift list --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast drift list --series PLAIN-F1 --limit 5 --json --bootstrap-servers broker1:9092 …"
        })
final class DriftListCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-24s  %-12s  %-5s  %-12s  %-28s  %10s  %10s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(names = "--series", paramLabel = "ID", description = "Only events of this series.")
    private @Nullable String series;

    @Option(names = "--limit", paramLabel = "N", description = "Show the newest so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean asJson;

    @Override
    public void run() {
        List<DriftEvent> events = read();
        PrintWriter out = spec.commandLine().getOut();
        List<DriftEvent> shown = events.subList(0, Math.max(0, Math.min(limit, events.size())));
        if (asJson) {
            shown.forEach(event -> out.println(object(event)));
        } else if (shown.isEmpty()) {
            out.println("no drift" + (series == null ? "" : " of " + series) + " was found");
        } else {
            out.printf(ROW, "found", "series", "", "by", "what", "value", "threshold");
            shown.forEach(event -> show(event, out));
            if (shown.size() < events.size()) {
                out.println("and " + (events.size() - shown.size()) + " older ones: --limit shows more");
            }
        }
        out.flush();
    }

    /** Newest first. */
    private List<DriftEvent> read() {
        List<DriftEvent> events = new ArrayList<>();
        try (Platform platform = platformOptions.required()) {
            TopicFollower.readToEnd(
                    platform.cluster().client(),
                    new Subscription(platform.registry()).values(Topics.DRIFT_EVENTS, (event, at) -> {
                        if (series == null || series.equals(event.seriesId())) {
                            events.add(event);
                        }
                    }));
        }
        events.sort(Comparator.comparing(DriftEvent::detectedAt));
        Collections.reverse(events);
        return events;
    }

    private static void show(DriftEvent event, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                ROW,
                event.detectedAt(),
                event.seriesId(),
                event.target().name().toLowerCase(Locale.ROOT),
                event.detector(),
                event.variable(),
                number(event.statistic()),
                number(event.threshold()));
        out.println("    likely cause: " + event.likelyCause());
        DriftCause.of(event).ifPresent(cause -> out.println("    what to do:   " + cause.advice()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static ObjectNode object(DriftEvent event) {
        ObjectNode node = JSON.createObjectNode()
                .put("detected_at", event.detectedAt().toString())
                .put("series", event.seriesId())
                .put("target", event.target().name().toLowerCase(Locale.ROOT))
                .put("detector", event.detector())
                .put("variable", event.variable())
                .put("value", event.statistic())
                .put("threshold", event.threshold())
                .put("likely_cause", event.likelyCause());
        return node.put(
                "what_to_do", DriftCause.of(event).map(DriftCause::advice).orElse(""));
    }
}
