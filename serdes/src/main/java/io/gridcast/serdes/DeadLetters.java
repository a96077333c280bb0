package io.gridcast.serdes;

/** Names of the headers of a record on {@code dead.letters.v1}, all UTF-8 text; key and value are those of the original, raw. */
public final class DeadLetters {
    /** How the names of all these headers start; a record's own headers must not. */
    public static final String PREFIX = "gridcast.error.";

    /** The topic that the record came from or was meant for. */
    public static final String TOPIC = PREFIX + "topic";

    /** Its partition there, decimal. */
    public static final String PARTITION = PREFIX + "partition";

    /** Its offset there, decimal; absent where the record was never written. */
    public static final String OFFSET = PREFIX + "offset";

    /** What was wrong with it, for people. */
    public static final String CAUSE = PREFIX + "cause";

    /** The step that refused it: application id, task and node. */
    public static final String WHERE = PREFIX + "where";

    /** The original's timestamp, ms since the epoch, decimal. */
    public static final String TIMESTAMP = PREFIX + "timestamp";

    private DeadLetters() {}
}
