package io.gridcast.serdes.registry;

import java.util.List;

/** A schema does not follow on from those that its subject has already. */
public final class IncompatibleSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** @param reasons each one place where they differ */
    public IncompatibleSchemaException(String subject, CompatibilityLevel level, List<String> reasons) {
        super(
                "schema of subject " + subject + " is not " + level + " compatible with what is registered",
                reasons.isEmpty() ? "the registry gave no reason" : String.join(", ", reasons),
                "give new fields a default, never change a type or a name, or start a new topic (…vN+1)",
                null);
    }
}
