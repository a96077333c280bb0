package io.gridcast.app.spikes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.score.ReliabilityBin;
import io.gridcast.training.spikes.SpikeBacktest;

/** Scores of risks of spikes for machines: {@code rows} by month and of {@code all}, {@code reliability}, and {@code issues} one by one. */
public final class SpikeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SpikeJson() {}

    /** The whole report; a figure that has no meaning for a row is absent. */
    public static ObjectNode of(SpikeBacktest.Result result) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode rows = root.putArray("rows");
        result.months().forEach(month -> add(rows.addObject(), month));
        add(rows.addObject(), result.all());
        ArrayNode bins = root.putArray("reliability");
        for (ReliabilityBin bin : result.all().windows().reliability(SpikeTable.EDGES)) {
            bins.addObject()
                    .put("from", bin.from())
                    .put("to", bin.to())
                    .put("n", bin.cases())
                    .put("said", bin.meanProbability())
                    .put("happened", bin.frequency());
        }
        ArrayNode issues = root.putArray("issues");
        for (SpikeBacktest.Judged issue : result.issues()) {
            issues.addObject()
                    .put("issued_at", issue.issuedAt().toString())
                    .put("probability", issue.probability())
                    .put("alert", issue.alert())
                    .put("happened", issue.happened());
        }
        return root;
    }

    private static void add(ObjectNode node, SpikeBacktest.Scored scored) {
        node.put("month", scored.name()).put("n", scored.windows().count());
        put(node, "base_rate", scored.windows().baseRate());
        put(node, "pr_auc", scored.windows().averagePrecision());
        put(node, "pr_auc_of_newest_price", scored.newestPrice().averagePrecision());
        put(node, "brier", scored.windows().brier());
        put(node, "brier_skill", scored.windows().brierSkill());
        put(node, "slot_base_rate", scored.slots().baseRate());
        put(node, "slot_pr_auc", scored.slots().averagePrecision());
        put(node, "slot_brier", scored.slots().brier());
        put(node, "alerts_per_week", scored.alerts().alertsPerWeek());
        put(node, "precision", scored.alerts().precision());
        put(node, "recall", scored.alerts().recall());
        put(node, "true_alert_share", scored.alerts().trueAlertShare());
    }

    private static void put(ObjectNode node, String name, double figure) {
        if (Double.isFinite(figure)) {
            node.put(name, figure);
        }
    }
}
