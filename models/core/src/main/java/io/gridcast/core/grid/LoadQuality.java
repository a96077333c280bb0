package io.gridcast.core.grid;

/** What an observed load rests on. */
public enum LoadQuality {
    /** Every expected meter reported, or SCADA was good over the whole slot. */
    MEASURED,
    /** Some part was missing and has been estimated. */
    PARTLY_ESTIMATED,
    /** Nothing was measured; the whole value is an estimate and is never scored against. */
    ESTIMATED
}
