package io.gridcast.serdes.registry;

import io.gridcast.core.check.ExplainedException;
import org.jspecify.annotations.Nullable;

/** Something between us and the schema registry; never a fault of a record, so never a reason to set one aside. */
public abstract class RegistryException extends ExplainedException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what what is
     * @param why why it matters, or what it comes from
     * @param mend what to do about it
     */
    protected RegistryException(String what, String why, String mend, @Nullable Throwable cause) {
        super(what, why, mend, cause);
    }
}
