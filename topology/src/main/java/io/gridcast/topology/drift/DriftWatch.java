package io.gridcast.topology.drift;

import io.gridcast.core.drift.ErrorWatch;
import io.gridcast.core.drift.InputHealth;
import io.gridcast.core.drift.VariableWatch;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of all detectors of one target of a series. Mutable. */
final class DriftWatch {
    private final InputHealth health;
    private final TreeMap<String, VariableWatch> variables = new TreeMap<>();
    private final TreeMap<String, Double> lastMeans;
    private ModelRef model;
    private boolean mixed;
    private ErrorWatch errors;

    DriftWatch() {
        this(new ModelRef("none", "0"), new ErrorWatch(), new InputHealth(), new TreeMap<>());
    }

    private DriftWatch(ModelRef model, ErrorWatch errors, InputHealth health, TreeMap<String, Double> lastMeans) {
        this.model = model;
        this.errors = errors;
        this.health = health;
        this.lastMeans = lastMeans;
    }

    ModelRef model() {
        return model;
    }

    /** Whether others are mixed with what the model says, so that its own words have to be looked for. */
    boolean isMixed() {
        return mixed;
    }

    void mixed(boolean now) {
        mixed = now;
    }

    InputHealth health() {
        return health;
    }

    ErrorWatch errors() {
        return errors;
    }

    /** Begins anew where another model has taken over; what is known of the inputs holds on. */
    void watch(ModelRef now) {
        if (!now.equals(model)) {
            model = now;
            errors = new ErrorWatch();
            variables.clear();
        }
    }

    VariableWatch variable(String name) {
        return variables.computeIfAbsent(name, any -> new VariableWatch());
    }

    boolean isRaised(String variable) {
        VariableWatch watch = variables.get(variable);
        return watch != null && watch.isRaised();
    }

    /** Whether a variable's mean is to the last bit, and not 0, that of the day before. */
    boolean repeats(String variable, double mean) {
        @Nullable Double last = lastMeans.put(variable, mean);
        return last != null && last == mean && mean != 0;
    }

    static void write(BytesWriter out, DriftWatch it) {
        out.putText(it.model.modelId()).putText(it.model.version());
        out.putByte(it.mixed ? 1 : 0);
        Numbers.write(out, it.errors.state());
        Numbers.write(out, it.health.state());
        Numbers.write(out, it.lastMeans);
        out.putInt(it.variables.size());
        for (Map.Entry<String, VariableWatch> variable : it.variables.entrySet()) {
            out.putText(variable.getKey()).putFloats(variable.getValue().state());
        }
    }

    static DriftWatch read(BytesReader in) {
        ModelRef model = new ModelRef(in.getText(), in.getText());
        boolean mixed = in.getByte() == 1;
        var watch = new DriftWatch(
                model,
                new ErrorWatch(Numbers.readArray(in)),
                new InputHealth(Numbers.readMap(in)),
                Numbers.readMap(in));
        watch.mixed = mixed;
        for (int left = in.getInt(); left > 0; left--) {
            watch.variables.put(in.getText(), new VariableWatch(in.getFloats()));
        }
        return watch;
    }
}
