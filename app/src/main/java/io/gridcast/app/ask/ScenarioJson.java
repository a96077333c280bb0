package io.gridcast.app.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.scenario.ScenarioPaths;

/** Scenarios for machines: path {@code i} of one target belongs to path {@code i} of the others. */
public final class ScenarioJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScenarioJson() {}

    /** All of them. */
    public static ObjectNode of(Scenarios scenarios) {
        ObjectNode root = JSON.createObjectNode()
                .put("series", scenarios.seriesId())
                .put("issued_at", scenarios.issuedAt().toString())
                .put("issues", scenarios.issues())
                .put("seed", scenarios.seed());
        ArrayNode targets = root.putArray("targets");
        for (ScenarioPaths target : scenarios.targets()) {
            Forecast forecast = target.forecast();
            ObjectNode node = targets.addObject()
                    .put("target", ScenarioText.lower(forecast.target()))
                    .put("unit", forecast.unit())
                    .put("run_id", forecast.runId())
                    .put("first_slot", forecast.firstSlot().toString())
                    .put("resolution", forecast.resolution().toString());
            ArrayNode paths = node.putArray("paths");
            for (double[] path : target.values()) {
                ArrayNode values = paths.addArray();
                for (double value : path) {
                    values.add((float) value);
                }
            }
        }
        return root;
    }
}
