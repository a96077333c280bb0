package io.gridcast.core.grid;

/** What a meter says of its own reading. */
public enum ReadingQuality {
    MEASURED,
    ESTIMATED,
    SUBSTITUTED
}
