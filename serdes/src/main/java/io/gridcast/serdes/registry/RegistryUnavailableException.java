package io.gridcast.serdes.registry;

import org.jspecify.annotations.Nullable;

/** No registry answered, or only with passing faults: wait and try again. */
public final class RegistryUnavailableException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** @param what which URLs were asked, how often, and what came back */
    public RegistryUnavailableException(String what, @Nullable Throwable cause) {
        super(
                what,
                "schemas can be neither read nor registered without it",
                "start the registry or mend schema.registry.url",
                cause);
    }
}
