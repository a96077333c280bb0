package io.gridcast.core.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.spikes.AlertLevel;
import io.gridcast.core.spikes.LogisticCalibration;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.core.spikes.SpikeRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rule of spikes as a part of a manifest. Numbers are texts with all their digits: other bits would be other probabilities. */
final class SpikeRuleJson {
    private SpikeRuleJson() {}

    static void write(SpikeRule rule, ObjectNode node) {
        node.put("event", rule.event().toString());
        node.put("within", rule.within().toString());
        write(rule.slot(), node.putObject("slot"));
        write(rule.window(), node.putObject("window"));
        ArrayNode levels = node.putArray("alertLevels");
        for (AlertLevel level : rule.alertLevels()) {
            levels.addObject()
                    .put("alertsPerWeek", Double.toString(level.alertsPerWeek()))
                    .put("probability", Double.toString(level.probability()));
        }
    }

    private static void write(LogisticCalibration calibration, ObjectNode node) {
        node.put("slope", Double.toString(calibration.slope()));
        node.put("intercept", Double.toString(calibration.intercept()));
    }

    /** @throws IllegalArgumentException if it is no rule, or one with a calibration or levels that cannot be used */
    static SpikeRule read(JsonNode node) {
        List<AlertLevel> levels = new ArrayList<>();
        for (JsonNode level : node.required("alertLevels")) {
            levels.add(new AlertLevel(number(level, "alertsPerWeek"), number(level, "probability")));
        }
        return new SpikeRule(
                SpikeEvent.parse(node.required("event").asText()),
                Duration.parse(node.required("within").asText()),
                calibration(node.required("slot")),
                calibration(node.required("window")),
                levels);
    }

    private static LogisticCalibration calibration(JsonNode node) {
        return new LogisticCalibration(number(node, "slope"), number(node, "intercept"));
    }

    private static double number(JsonNode node, String field) {
        return Double.parseDouble(node.required(field).asText());
    }
}
