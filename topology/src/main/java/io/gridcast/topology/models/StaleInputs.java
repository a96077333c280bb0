package io.gridcast.topology.models;

/** What is done to forecasts from stale inputs, by champion and shadows alike. */
public final class StaleInputs {
    /** How much wider than learnt the bands are. */
    public static final float WIDENING = 1.25f;

    private StaleInputs() {}
}
