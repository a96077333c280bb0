package io.gridcast.serdes;

/** How the broker makes room; Kafka's {@code cleanup.policy}. */
public enum Cleanup {
    /** What is older than the retention goes. */
    DELETE("delete"),
    /** The last record of each key stays. */
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
        this.policy = policy;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
        return policy;
    }
}
