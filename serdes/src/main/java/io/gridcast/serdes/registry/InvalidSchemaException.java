package io.gridcast.serdes.registry;

import org.jspecify.annotations.Nullable;

/** A text is no Avro schema that we can use. */
public final class InvalidSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** @param what which text, and why it is none */
    public InvalidSchemaException(String what, @Nullable Throwable cause) {
        super(what, "only Avro schemas without references are understood", "register an Avro schema", cause);
    }
}
