package io.gridcast.app.topics;

/** How long topics keep their records. */
public enum Keep {
    /** As the catalogue says: for a cluster that runs for years. */
    AS_CATALOGUED,
    /** Everything, whatever its time: for demo and replay, which bring past years and wall-clock time together. */
    EVERYTHING
}
