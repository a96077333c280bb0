package io.gridcast.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.score.ScoreTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as JSON: {@code rows} and {@code counts}. {@code replay} writes it.
 * Shares (mape, cover50 …) are fractions; a figure that has no meaning for a row is absent.
 */
public final class ReportJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    /** The whole report. */
    public static ObjectNode of(ScoreReport report, Map<String, Long> counts) {
        ObjectNode root = JSON.createObjectNode();
        root.set("rows", rows(report.rows()));
        ObjectNode counted = root.putObject("counts");
        counts.forEach(counted::put);
        return root;
    }

    /**
     * Writes a report to a file, whole or not at all.
     *
     * @throws io.gridcast.core.check.ExplainedException if it cannot be written
     */
    public static void write(Path file, ObjectNode report) {
        try {
            ReportFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts can always be written", e);
        }
    }

    private static ArrayNode rows(List<ScoreRow> rows) {
        ArrayNode array = JSON.createArrayNode();
        for (ScoreRow row : rows) {
            ScoreTotals.Summary errors = row.errors();
            ObjectNode node = array.addObject()
                    .put("series", row.series())
                    .put("target", row.target().name().toLowerCase(Locale.ROOT))
                    .put("model", row.model())
                    .put("role", row.role().name().toLowerCase(Locale.ROOT))
                    .put("lead_from_h", row.lead().fromHours())
                    .put("lead_to_h", row.lead().toHours())
                    .put("n", errors.n());
            put(node, "mae", errors.mae());
            put(node, "rmse", errors.rmse());
            put(node, "mape", errors.mape());
            put(node, "rmae", errors.rmae());
            put(node, "pinball", errors.pinball());
            put(node, "crps", errors.crps());
            put(node, "cover50", errors.cover50());
            put(node, "cover80", errors.cover80());
            put(node, "cover90", errors.cover90());
            put(node, "naive_week_mae", errors.naiveWeekMae());
            put(node, "outlook_mae", errors.outlookMae());
        }
        return array;
    }

    private static void put(ObjectNode node, String name, double figure) {
        if (Double.isFinite(figure)) {
            node.put(name, figure);
        }
    }
}
