package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.model.Verdict;
import java.util.List;
import java.util.Locale;

/** Verdicts as one JSON array. */
final class VerdictJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VerdictJson() {}

    static String of(List<Verdict> verdicts) {
        ArrayNode all = JSON.createArrayNode();
        for (Verdict verdict : verdicts) {
            ObjectNode node = all.addObject()
                    .put("scope", verdict.scope().toString())
                    .put("champion", verdict.champion().toString())
                    .put("challenger", verdict.challenger().toString())
                    .put("decision", verdict.decision().name().toLowerCase(Locale.ROOT))
                    .put("decided_at", verdict.decidedAt().toString())
                    .put("days", verdict.n())
                    .put("champion_loss", verdict.championLoss())
                    .put("mean_loss_difference", verdict.meanLossDifference())
                    .put("difference", verdict.difference())
                    .put("evidence", verdict.statistic())
                    .put("alpha", verdict.alpha())
                    .put("test", verdict.test());
            if (Double.isFinite(verdict.differenceLow())) {
                node.put("difference_low", verdict.differenceLow()).put("difference_high", verdict.differenceHigh());
            }
        }
        return all.toPrettyString();
    }
}
