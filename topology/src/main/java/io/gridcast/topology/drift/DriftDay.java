package io.gridcast.topology.drift;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Optional;
import java.util.TreeMap;

/** What one day's forecasts of a series stood on: sums of each variable, so far. Mutable. */
final class DriftDay {
    private static final String VALUES = "n ";
    private static final String SUM = "s ";

    private Optional<ModelRef> model = Optional.empty();
    private final TreeMap<String, Double> sums;

    DriftDay() {
        this(new TreeMap<>());
    }

    private DriftDay(TreeMap<String, Double> sums) {
        this.sums = sums;
    }

    /** The model that made the day's last forecast. */
    Optional<ModelRef> model() {
        return model;
    }

    /** Begins anew where another model has taken over. */
    void madeBy(ModelRef maker) {
        if (!model.equals(Optional.of(maker))) {
            sums.clear();
            model = Optional.of(maker);
        }
    }

    void add(String variable, double value) {
        if (!Double.isNaN(value)) {
            sums.merge(VALUES + variable, 1.0, Double::sum);
            sums.merge(SUM + variable, value, Double::sum);
        }
    }

    /** Mean of a variable; NaN where it had no value. */
    double mean(String variable) {
        double values = sums.getOrDefault(VALUES + variable, 0.0);
        return values == 0 ? Double.NaN : sums.getOrDefault(SUM + variable, 0.0) / values;
    }

    static void write(BytesWriter out, DriftDay it) {
        out.putByte(it.model.isPresent() ? 1 : 0);
        it.model.ifPresent(model -> out.putText(model.modelId()).putText(model.version()));
        Numbers.write(out, it.sums);
    }

    static DriftDay read(BytesReader in) {
        Optional<ModelRef> model =
                in.getByte() == 1 ? Optional.of(new ModelRef(in.getText(), in.getText())) : Optional.empty();
        var day = new DriftDay(Numbers.readMap(in));
        day.model = model;
        return day;
    }
}
