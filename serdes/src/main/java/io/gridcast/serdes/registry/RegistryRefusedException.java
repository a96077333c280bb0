package io.gridcast.serdes.registry;

import org.jspecify.annotations.Nullable;

/** The registry answered and said no, or what answered is no registry: a person must mend the configuration. */
public final class RegistryRefusedException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** As {@link RegistryException}. */
    public RegistryRefusedException(String what, String why, String mend, @Nullable Throwable cause) {
        super(what, why, mend, cause);
    }
}
