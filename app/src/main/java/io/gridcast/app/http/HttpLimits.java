package io.gridcast.app.http;

import io.gridcast.core.check.Checks;
import java.time.Duration;

/**
 * What one caller, or all of them, may take of the server.
 *
 * @param maxHeaderBytes address and headers of a call ({@code http.max-header-bytes})
 * @param maxBodyBytes body of a call, a pack's aside ({@code http.max-body-bytes})
 * @param maxPackBytes a model pack ({@code http.max-pack-bytes})
 * @param maxConnections open at once; more have to wait ({@code http.max-connections})
 * @param idleTimeout after which a silent connection is cut ({@code http.idle-timeout})
 * @param feedTimeout how long the broker may take for what a feeder sends ({@code http.feed-timeout})
 * @param maxFailedTokens wrong tokens from one address a minute, before it is refused unheard ({@code http.max-failed-tokens})
 */
public record HttpLimits(
        int maxHeaderBytes,
        int maxBodyBytes,
        int maxPackBytes,
        int maxConnections,
        Duration idleTimeout,
        Duration feedTimeout,
        int maxFailedTokens) {
    /** Without any settings. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(16_384, 4 << 20, 64 << 20, 1_000, Duration.ofSeconds(30), Duration.ofSeconds(10), 10);

    public HttpLimits {
        requireAtLeast("http.max-header-bytes", maxHeaderBytes, 1_024);
        requireAtLeast("http.max-body-bytes", maxBodyBytes, 1_024);
        requireAtLeast("http.max-pack-bytes", maxPackBytes, 1_024);
        requireAtLeast("http.max-connections", maxConnections, 10);
        requireAtLeast("http.max-failed-tokens", maxFailedTokens, 1);
        Checks.requirePositive("http.idle-timeout", idleTimeout);
        Checks.require(
                feedTimeout.toMillis() >= 1_000, "http.feed-timeout is " + feedTimeout + ", must be at least PT1S");
    }

    private static void requireAtLeast(String key, int value, int least) {
        Checks.require(value >= least, key + " is " + value + ", must be at least " + least);
    }
}
