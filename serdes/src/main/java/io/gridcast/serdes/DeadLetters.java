package io.gridcast.serdes;

/** Names of the headers of a record on {@code dead.letters.v1}, all UTF-8 text; key and value are those of the original, raw. */
public final class DeadLetters {
    /** The topic that the record came from or was meant for. */
    public static final String TOPIC = "gridcast.error.topic";

    /** Its partition there, decimal. */
    public static final String PARTITION = "gridcast.error.partition";

    /** Its offset there, decimal; absent where the record was never written. */
    public static final String OFFSET = "gridcast.error.offset";

    /** What was wrong with it, for people. */
    public static final String CAUSE = "gridcast.error.cause";

    /** The step that refused it: application id, task and node. */
    public static final String WHERE = "gridcast.error.where";

    /** The original's timestamp, ms since the epoch, decimal. */
    public static final String TIMESTAMP = "gridcast.error.timestamp";

    private DeadLetters() {}
}
