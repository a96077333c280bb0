package io.gridcast.app.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.report.TextTable;
import io.gridcast.training.search.SearchResult;
import io.gridcast.training.search.SuccessiveHalving.Trial;
import io.gridcast.training.xgboost.TreeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what a search for parameters has tried and found. */
public final class SearchReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HEAD =
            List.of("candidate", "learnt from", "depth", "rate", "rows", "columns", "leaf", "lambda", "rounds", "loss");

    private SearchReport() {}

    /** All trials, the standard and what was found; the same search gives the same text. */
    public static ObjectNode json(SearchResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("candidates", result.plan().candidates());
        root.put("seed", result.plan().seed());
        root.put("took", result.isBetter() ? "found" : "standard");
        put(root.putObject("standard"), result.standard(), result.errorsOfStandard());
        put(root.putObject("found"), result.found(), result.errorsOfFound());
        ArrayNode trials = root.putArray("trials");
        for (Trial trial : result.trials()) {
            ObjectNode node = trials.addObject();
            node.put("candidate", trial.candidate());
            node.put("rung", trial.rung());
            node.put("one_day_of", trial.oneOf());
            node.put("loss_of_scale", trial.stopped().loss());
            node.put("rounds", trial.stopped().rounds());
            trial.parameters().asText().forEach((name, value) -> {
                if (!name.equals("rounds")) {
                    node.put(name, value);
                }
            });
        }
        return root;
    }

    /** The last rung, and how the winner did on the blocks that the search has not seen. */
    public static String text(SearchResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        int last = result.trials().get(result.trials().size() - 1).rung();
        result.trials().stream().filter(trial -> trial.rung() == last).forEach(trial -> lines.add(line(trial)));
        return TextTable.format(lines, 2)
                + String.format(
                        Locale.ROOT,
                        "on later blocks, %s: standard %.6g, found %.6g (%+.2f %%); %s%n",
                        result.lossName(),
                        result.lossOfStandard(),
                        result.lossOfFound(),
                        100 * (result.lossOfFound() / result.lossOfStandard() - 1),
                        result.isBetter() ? "what was found is taken" : "the standard is kept");
    }

    private static List<String> line(Trial trial) {
        TreeParameters parameters = trial.parameters();
        return List.of(
                trial.candidate() == 0 ? "0 (standard)" : Integer.toString(trial.candidate()),
                trial.oneOf() == 1 ? "all days" : "one of " + trial.oneOf(),
                Integer.toString(parameters.depth()),
                TextTable.figure(parameters.learningRate()),
                TextTable.figure(parameters.rowShare()),
                TextTable.figure(parameters.columnShare()),
                TextTable.figure(parameters.leastRowsInLeaf()),
                TextTable.figure(parameters.lambda()),
                Integer.toString(trial.stopped().rounds()),
                String.format(Locale.ROOT, "%.5f", trial.stopped().loss()));
    }

    private static void put(ObjectNode node, TreeParameters parameters, Map<String, Double> errors) {
        parameters.asText().forEach(node::put);
        ObjectNode figures = node.putObject("errors");
        errors.forEach((name, value) -> {
            if (name.indexOf('/') < 0) {
                figures.put(name, value);
            }
        });
    }
}
