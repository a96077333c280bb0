package io.gridcast.serdes.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry's configuration cannot be used as it is. */
public final class RegistryConfigException extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** @param problems each with its key and what to write instead */
    public RegistryConfigException(List<String> problems) {
        this(problems, null);
    }

    /** As above, with what it comes from. */
    public RegistryConfigException(List<String> problems, @Nullable Throwable cause) {
        super(
                "configuration of the schema registry has " + problems.size()
                        + (problems.size() == 1 ? " problem" : " problems"),
                String.join("; ", problems),
                "correct these keys, which are Confluent's own (docs/serdes.md lists them)",
                cause);
    }
}
