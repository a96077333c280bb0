package io.gridcast.app.ask;

import static io.gridcast.app.report.TextTable.figure;

import io.gridcast.app.report.TextTable;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.explain.ExplainedSlot;
import io.gridcast.core.explain.Explanation;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.forecast.Forecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An explanation as text. */
public final class ExplanationTable {
    private ExplanationTable() {}

    /** A line a slot, a column a group of features; each line sums up to what was issued. */
    public static String slots(Explanation explanation) {
        List<FeatureGroup> groups =
                List.copyOf(explanation.byGroup(explanation.slots().get(0)).keySet());
        List<String> head = new ArrayList<>(List.of("slot", "centre", "+ base value"));
        groups.forEach(group -> head.add("+ " + group));
        head.addAll(List.of("= model alone", "+ mixture and calibration", "= issued"));
        List<List<String>> lines = new ArrayList<>();
        lines.add(head);
        for (ExplainedSlot slot : explanation.slots()) {
            Map<FeatureGroup, Double> sums = explanation.byGroup(slot);
            List<String> line =
                    new ArrayList<>(List.of(slot.slot().toString(), figure(slot.center()), figure(slot.base())));
            groups.forEach(group -> line.add(figure(sums.getOrDefault(group, 0.0))));
            line.addAll(List.of(figure(slot.own()), figure(slot.mixture()), figure(slot.issued())));
            lines.add(line);
        }
        return title(explanation.forecast()) + TextTable.format(lines, 1);
    }

    /**
     * One slot: a line a feature, the largest contribution first.
     *
     * @throws ExplainedException if no such slot was forecast
     */
    public static String features(Explanation explanation, Instant start) {
        int row = row(explanation, start);
        ExplainedSlot slot = explanation.slots().get(row);
        List<Feature> features = explanation.schema().features();
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "slot " + start, "group", "value", explanation.forecast().unit()));
        lines.add(List.of("centre", "", "", figure(slot.center())));
        lines.add(List.of("base value", "", "", figure(slot.base())));
        IntStream.range(0, features.size())
                .boxed()
                .filter(column -> slot.byFeature()[column] != 0)
                .sorted(Comparator.comparingDouble(column -> -Math.abs(slot.byFeature()[column])))
                .forEach(column -> lines.add(List.of(
                        features.get(column).name(),
                        explanation.group(column).toString(),
                        figure(explanation.scored().matrix()[row * features.size() + column]),
                        figure(slot.byFeature()[column]))));
        lines.add(List.of("= the model alone", "", "", figure(slot.own())));
        lines.add(List.of("mixture and calibration", "", "", figure(slot.mixture())));
        lines.add(List.of("= issued", "", "", figure(slot.issued())));
        return title(explanation.forecast()) + TextTable.format(lines, 2);
    }

    private static int row(Explanation explanation, Instant start) {
        List<ExplainedSlot> slots = explanation.slots();
        for (int row = 0; row < slots.size(); row++) {
            if (slots.get(row).slot().equals(start)) {
                return row;
            }
        }
        throw new ExplainedException(
                "run " + explanation.forecast().runId() + " has no slot that begins at " + start,
                "it reaches from " + slots.get(0).slot() + " to "
                        + slots.get(slots.size() - 1).slot(),
                "choose one of these with --slot, or another forecast with --at");
    }

    private static String title(Forecast forecast) {
        String experts = forecast.experts().isEmpty()
                ? ""
                : ", mixed from "
                        + forecast.experts().stream()
                                .map(expert ->
                                        String.format(Locale.ROOT, "%s %.0f %%", expert.model(), 100 * expert.share()))
                                .collect(Collectors.joining(", "));
        return String.format(
                "%s %s, %s, issued at %s on rung %d, led by %s%s%n",
                forecast.seriesId(),
                forecast.target().name().toLowerCase(Locale.ROOT),
                forecast.unit(),
                forecast.issuedAt(),
                forecast.rung().number(),
                forecast.model(),
                experts);
    }
}
