package io.gridcast.app.backtest;

import io.gridcast.app.backtest.Column.Kind;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.training.feed.PublishedForecasts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that was said of one target of a series. */
public final class Subject {
    /** Name of the column of what was issued. */
    static final String ISSUED = "issued";

    private static final String ENSEMBLE = "_ensemble";

    private final Slots slots;
    private final List<Panel> panels;
    private final LeadErrors leads;
    private final Shares shares = new Shares();
    private final Map<String, ModelRef> firstShadows = new HashMap<>();
    private final SortedMap<String, SortedSet<String>> versions = new TreeMap<>();

    Subject(Slots slots) {
        this.slots = slots;
        this.panels = Protocol.of(slots.target()).stream()
                .map(protocol -> new Panel(slots, protocol))
                .toList();
        this.leads = new LeadErrors(slots);
    }

    /** Who is forecast. */
    public Series series() {
        return slots.series();
    }

    /** What is forecast. */
    public Target target() {
        return slots.target();
    }

    /** One a protocol. */
    public List<Panel> panels() {
        return panels;
    }

    LeadErrors leads() {
        return leads;
    }

    Shares shares() {
        return shares;
    }

    /** The versions of models that spoke in a column, one after the other. */
    SortedMap<String, SortedSet<String>> versions() {
        return versions;
    }

    /** Takes what was issued. */
    void issued(Forecast forecast) {
        shares.take(forecast);
        take(ISSUED, Kind.ISSUED, forecast);
    }

    /** Takes what was said beside it. */
    void beside(Forecast forecast) {
        Kind kind = Kind.of(forecast.role());
        String model = name(forecast.model(), kind);
        take(kind == Kind.SHADOW ? model + " (shadow)" : model, kind, forecast);
    }

    /** Without its version, but for a shadow whose id another version came before with: those forecast side by side, champions follow one another. */
    private String name(ModelRef model, Kind kind) {
        if (kind != Kind.SHADOW) {
            return model.modelId();
        }
        ModelRef first = firstShadows.computeIfAbsent(model.modelId(), any -> model);
        return first.equals(model) ? model.modelId() : model.toString();
    }

    private void take(String name, Kind kind, Forecast forecast) {
        versions.computeIfAbsent(name, any -> new TreeSet<>())
                .add(forecast.model().toString());
        panels.forEach(panel -> panel.take(name, kind, forecast));
        leads.take(name, forecast);
    }

    /** Nothing more was said: adds what others had expected. */
    void end(PublishedForecasts published) {
        for (Panel panel : panels) {
            if (target() == Target.PRICE) {
                addPublished(panel, published.of(series().priceZone()));
            }
            panel.take("operator's outlook", Kind.OUTLOOK, slots::outlook);
            panel.take("week before", Kind.WEEK_BEFORE, slots::weekBefore);
            panel.end();
        }
    }

    private void addPublished(Panel panel, Map<String, SortedMap<Instant, Float>> models) {
        models.forEach((model, values) -> panel.take(model, Kind.PUBLISHED, slot -> at(values, slot)));
        List<SortedMap<Instant, Float>> ensembles = models.entrySet().stream()
                .filter(model -> model.getKey().endsWith(ENSEMBLE))
                .map(Map.Entry::getValue)
                .toList();
        if (ensembles.size() > 1) {
            panel.take("average of ensembles", Kind.PUBLISHED, slot -> (float) ensembles.stream()
                    .mapToDouble(values -> at(values, slot))
                    .average()
                    .orElse(Double.NaN));
        }
    }

    private float at(SortedMap<Instant, Float> values, int slot) {
        return values.getOrDefault(Instant.ofEpochMilli(slots.startMs(slot)), Float.NaN);
    }
}
