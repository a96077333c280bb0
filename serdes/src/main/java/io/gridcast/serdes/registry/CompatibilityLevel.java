package io.gridcast.serdes.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new schema of a subject must be able to do with the old ones; the registry's words. */
public enum CompatibilityLevel {
    /** Anything goes. */
    NONE(false, false, false),
    /** The new schema reads what the newest old one wrote. */
    BACKWARD(true, false, false),
    /** The new schema reads what any old one wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** The newest old schema reads what the new one writes. */
    FORWARD(false, true, false),
    /** Every old schema reads what the new one writes. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Both ways with the newest old one. */
    FULL(true, true, false),
    /** Both ways with every old one. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /** Whether a new schema can be relied upon to read what was written before. */
    public boolean isBackward() {
        return backward;
    }

    /**
     * What is wrong with a schema at this level; empty when nothing is.
     *
     * @param older the subject's versions, oldest first
     */
    public List<String> problems(Schema candidate, List<Schema> older) {
        List<String> problems = new ArrayList<>();
        int from = transitive ? 0 : Math.max(0, older.size() - 1);
        for (Schema old : older.subList(from, older.size())) {
            if (backward) {
                problems.addAll(unreadable(candidate, old, "the new schema cannot read the old one: "));
            }
            if (forward) {
                problems.addAll(unreadable(old, candidate, "the old schema cannot read the new one: "));
            }
        }
        return problems.stream().distinct().toList();
    }

    /** Why {@code reader} cannot read what {@code writer} wrote; empty when it can. */
    public static List<String> unreadable(Schema reader, Schema writer, String prefix) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return result.getIncompatibilities().stream()
                .map(incompatibility -> prefix + describe(incompatibility))
                .toList();
    }

    private static String describe(Incompatibility incompatibility) {
        return incompatibility.getType() + " at " + incompatibility.getLocation() + " (" + incompatibility.getMessage()
                + ")";
    }
}
