package io.gridcast.serdes.registry;

import java.util.List;

/** Schemas do not follow on from those that their subjects have already. */
public final class IncompatibleSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** @param reasons each one place where the schemas differ */
    public IncompatibleSchemaException(String subject, CompatibilityLevel level, List<String> reasons) {
        this(List.of(subject + " (" + level + "): "
                + (reasons.isEmpty() ? "the registry gave no reason" : String.join(", ", reasons))));
    }

    /** @param subjects each a subject and its reasons */
    public IncompatibleSchemaException(List<String> subjects) {
        super(
                "schemas of this release do not suit those that are registered: " + String.join("; ", subjects),
                "records of the one could not be read with the other",
                "run the release that registered them; who changes a schema gives new fields a default, never changes a type or"
                        + " a name, or starts a new topic (…vN+1)",
                null);
    }
}
