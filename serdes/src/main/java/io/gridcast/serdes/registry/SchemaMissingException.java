package io.gridcast.serdes.registry;

/** A subject does not have the schema that is to be written, and nobody may register it here. */
public final class SchemaMissingException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** @param why the configuration that keeps us from registering it */
    public SchemaMissingException(String subject, String why) {
        super(
                "subject " + subject + " has no schema that can be written with",
                why,
                "register the schema of this release first, or set auto.register.schemas=true",
                null);
    }
}
