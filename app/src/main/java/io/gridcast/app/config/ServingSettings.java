package io.gridcast.app.config;

import io.gridcast.core.check.Checks;
import io.gridcast.topology.serving.ServingConfig;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;

/**
 * What can be asked for by HTTP, and where.
 *
 * @param stores what is kept
 * @param advertised where other instances ask this one ({@code http.advertised}); empty for where it listens
 */
public record ServingSettings(ServingConfig stores, Optional<HostInfo> advertised) {
    private static final String ADVERTISED = "http.advertised";

    static ServingSettings read(Settings settings) {
        Duration keep = settings.duration(
                "serving.keep",
                ServingConfig.DEFAULT.keep(),
                "How long forecasts, loads, prices and findings can be asked for by HTTP; at least a day");
        String advertised = settings.text(
                ADVERTISED,
                "",
                "HOST:PORT where other instances reach the HTTP of this one; where it listens, if nothing is set");
        return settings.make(() -> new ServingSettings(new ServingConfig(keep), hostAndPort(advertised)));
    }

    private static Optional<HostInfo> hostAndPort(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        Checks.require(
                colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}"),
                ADVERTISED + " is '" + text + "', must look like host:8080");
        return Optional.of(new HostInfo(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
    }
}
