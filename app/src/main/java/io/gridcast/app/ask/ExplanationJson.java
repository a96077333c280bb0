package io.gridcast.app.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.explain.ExplainedSlot;
import io.gridcast.core.explain.Explanation;
import io.gridcast.core.features.Feature;
import io.gridcast.core.forecast.Forecast;
import java.util.List;
import java.util.Locale;

/**
 * An explanation for machines. Of each slot: {@code center + base + groups = own} and {@code own + mixture_and_calibration = issued};
 * a group is the sum of its features. A feature whose value was missing has none.
 */
public final class ExplanationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExplanationJson() {}

    /** All of it. */
    public static ObjectNode of(Explanation explanation) {
        Forecast forecast = explanation.forecast();
        ObjectNode root = JSON.createObjectNode()
                .put("series", forecast.seriesId())
                .put("target", forecast.target().name().toLowerCase(Locale.ROOT))
                .put("unit", forecast.unit())
                .put("run_id", forecast.runId())
                .put("issued_at", forecast.issuedAt().toString())
                .put("resolution", forecast.resolution().toString())
                .put("model", forecast.model().toString())
                .put("rung", forecast.rung().number());
        ArrayNode experts = root.putArray("experts");
        forecast.experts()
                .forEach(expert -> experts.addObject()
                        .put("model", expert.model().toString())
                        .put("share", expert.share()));
        ArrayNode slots = root.putArray("slots");
        for (int row = 0; row < explanation.slots().size(); row++) {
            add(slots.addObject(), explanation, row);
        }
        return root;
    }

    private static void add(ObjectNode node, Explanation explanation, int row) {
        ExplainedSlot slot = explanation.slots().get(row);
        node.put("slot", slot.slot().toString()).put("center", slot.center()).put("base", slot.base());
        ObjectNode groups = node.putObject("groups");
        explanation.byGroup(slot).forEach((group, sum) -> groups.put(group.toString(), sum));
        ArrayNode array = node.putArray("features");
        List<Feature> features = explanation.schema().features();
        for (int column = 0; column < features.size(); column++) {
            float value = explanation.scored().matrix()[row * features.size() + column];
            ObjectNode feature = array.addObject()
                    .put("name", features.get(column).name())
                    .put("group", explanation.group(column).toString())
                    .put("contribution", slot.byFeature()[column]);
            if (Float.isFinite(value)) {
                feature.put("value", value);
            }
        }
        node.put("own", slot.own())
                .put("mixture_and_calibration", slot.mixture())
                .put("issued", slot.issued());
    }
}
