package io.gridcast.app.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.report.TextTable;
import io.gridcast.training.search.FeatureSelection.Attempt;
import io.gridcast.training.search.FeatureSelection.Result;
import io.gridcast.training.search.SelectionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what groups of features earn, and which were left out. */
public final class SelectionReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SelectionReport() {}

    /** All attempts; the same selection gives the same text. */
    public static ObjectNode json(SelectionResult result) {
        Result selection = result.selection();
        ObjectNode root = JSON.createObjectNode();
        root.put("loss_of_scale_with_all", selection.loss());
        ArrayNode dropped = root.putArray("dropped");
        selection.dropped().forEach(group -> dropped.add(group.toString()));
        root.put("schema", selection.schema().fingerprint());
        ObjectNode later = root.putObject("later_blocks");
        later.put("figure", result.lossName());
        later.put("with_all", result.lossWithAll());
        later.put("without_dropped", result.lossWithout());
        ArrayNode attempts = root.putArray("attempts");
        for (Attempt attempt : selection.attempts()) {
            attempts.addObject()
                    .put("round", attempt.round())
                    .put("without", attempt.without().toString())
                    .put("loss_of_scale", attempt.loss())
                    .put("change", attempt.change());
        }
        return root;
    }

    /** Each attempt, a line, and how trees without what was dropped did on the blocks that the selection has not seen. */
    public static String text(SelectionResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("round", "without", "loss", "change, %"));
        for (Attempt attempt : result.selection().attempts()) {
            lines.add(List.of(
                    Integer.toString(attempt.round()),
                    attempt.without().toString(),
                    String.format(Locale.ROOT, "%.5f", attempt.loss()),
                    String.format(Locale.ROOT, "%+.2f", 100 * attempt.change())));
        }
        return TextTable.format(lines, 2)
                + String.format(
                        Locale.ROOT,
                        "dropped: %s; on later blocks, %s: with all %.6g, without these %.6g (%+.2f %%)%n",
                        result.selection().dropped().isEmpty()
                                ? "nothing"
                                : result.selection().dropped(),
                        result.lossName(),
                        result.lossWithAll(),
                        result.lossWithout(),
                        100 * (result.lossWithout() / result.lossWithAll() - 1));
    }
}
