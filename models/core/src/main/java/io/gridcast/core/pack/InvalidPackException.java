package io.gridcast.core.pack;

import io.gridcast.core.check.ExplainedException;
import org.jspecify.annotations.Nullable;

/** A pack that must not be used: cut off, altered, of an unknown kind, or not what it says it is. */
public final class InvalidPackException extends ExplainedException {
    /** See {@link ExplainedException}. */
    public InvalidPackException(String what, String why, String mend) {
        this(what, why, mend, null);
    }

    /** As above, with the exception that it explains. */
    public InvalidPackException(String what, String why, String mend, @Nullable Throwable cause) {
        super(what, why, mend, cause);
    }
}
