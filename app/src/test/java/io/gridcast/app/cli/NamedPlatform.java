package io.gridcast.app.cli;

import io.gridcast.app.embedded.EmbeddedRegistry;
import io.gridcast.app.platform.Platform;
import java.util.List;

/** An embedded platform, named to a command as a cluster of the user's own would be. */
final class NamedPlatform {
    private NamedPlatform() {}

    static List<String> options(Platform platform) {
        String registry = platform.parts().stream()
                .filter(EmbeddedRegistry.class::isInstance)
                .map(part -> ((EmbeddedRegistry) part).url())
                .findFirst()
                .orElseThrow();
        return List.of("--bootstrap-servers", platform.cluster().bootstrapServers(), "--schema-registry", registry);
    }
}
