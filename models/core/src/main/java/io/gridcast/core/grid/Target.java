package io.gridcast.core.grid;

/** What is forecast of a series. */
public enum Target {
    /** Mean power over a slot, MW; negative is feed-in. */
    LOAD,
    /** Day-ahead price of a slot, in the zone's currency per MWh. */
    PRICE
}
