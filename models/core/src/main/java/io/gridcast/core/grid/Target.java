package io.gridcast.core.grid;

/** What is forecast of a series. */
public enum Target {
    /** Mean power over a slot, MW; negative is feed-in. */
    LOAD,
    /** Day-ahead price of a slot, in the zone's currency per MWh. */
    PRICE,
    /**
     * Whether a price of a zone goes beyond a threshold. Models and deployments have it; a series need not, and it changes nothing
     * there: the spikes of a zone are forecast for the series that owns its price.
     */
    SPIKE
}
