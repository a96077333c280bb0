package io.gridcast.serdes.avro;

import org.jspecify.annotations.Nullable;

/**
 * These bytes are not a record of the schema that they should have: they never will be, so set them aside and go on. An
 * absent or failing registry is never reported as this.
 */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what what was found, where, and what was expected */
    public MalformedRecordException(String what) {
        super(what);
    }

    /** @param what what was found, where, and what was expected */
    public MalformedRecordException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
