package io.gridcast.core.drift;

import java.util.ArrayList;
import java.util.List;

/** Watches one feature, or what the model puts out, a day at a time. */
public final class VariableWatch {
    private static final int HEAD = 2;

    private final PlaceWindow window;
    private final Latch stability;
    private final Latch distance;

    /** Begins. */
    public VariableWatch() {
        this(new float[HEAD]);
    }

    /** Goes on from a {@link #state}. */
    public VariableWatch(float[] state) {
        stability = new Latch(state[0] > 0);
        distance = new Latch(state[1] > 0);
        window = new PlaceWindow(java.util.Arrays.copyOfRange(state, HEAD, state.length));
    }

    /** Two flags and the places. */
    public float[] state() {
        float[] places = window.state();
        float[] state = new float[HEAD + places.length];
        state[0] = stability.isRaised() ? 1 : 0;
        state[1] = distance.isRaised() ? 1 : 0;
        System.arraycopy(places, 0, state, HEAD, places.length);
        return state;
    }

    /** Whether an alarm of it goes on. */
    public boolean isRaised() {
        return stability.isRaised() || distance.isRaised();
    }

    /**
     * Adds a day.
     *
     * @param years mean time between false alarms of this variable
     */
    public List<Finding> add(DriftReference reference, int epochDay, double value, double years) {
        window.add(reference.place(epochDay, value));
        boolean isOutput = reference.variable().equals(ReferenceBuilder.OUTPUT);
        double each = isOutput ? 2 * years : years; // two tests speak in the name of one detector there
        List<Finding> found = new ArrayList<>();
        double rho = reference.autocorrelation();
        double index = window.stabilityIndex();
        double mostIndex = FalseAlarms.threshold(FalseAlarms.Table.STABILITY_INDEX, rho, each);
        if (stability.alarms(index, mostIndex)) {
            found.add(new Finding(isOutput ? Detector.OUTPUT : Detector.PSI, reference.variable(), index, mostIndex));
        }
        double largest = window.largestDistance();
        double mostDistance = FalseAlarms.threshold(FalseAlarms.Table.LARGEST_DISTANCE, rho, each);
        if (distance.alarms(largest, mostDistance)) {
            found.add(
                    new Finding(isOutput ? Detector.OUTPUT : Detector.KS, reference.variable(), largest, mostDistance));
        }
        return found;
    }
}
