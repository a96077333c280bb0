package io.gridcast.core.grid;

/** Quality of a telemetered value, as IEC 60870 receivers pass it on. */
public enum ScadaQuality {
    GOOD,
    QUESTIONABLE,
    INVALID,
    SUBSTITUTED
}
