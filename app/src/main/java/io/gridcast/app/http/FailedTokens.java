package io.gridcast.app.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by the address that they came from, so that nobody can try many. Holds the last {@value #MAX_ADDRESSES}
 * addresses. Thread-safe.
 */
final class FailedTokens {
    private static final int MAX_ADDRESSES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int allowed;
    private final LongSupplier nowNs;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** @param allowed wrong tokens a minute */
    FailedTokens(int allowed, LongSupplier nowNs) {
        this.allowed = allowed;
        this.nowNs = nowNs;
    }

    /**
     * Goes on only if the address has not had its share of wrong tokens.
     *
     * @throws HttpProblem if it has, whether the token that it brings now is right or wrong
     */
    synchronized void requirePatience(String address) {
        Window window = windows.get(address);
        if (window == null || window.failures < allowed) {
            return;
        }
        Duration left = WINDOW.minusNanos(nowNs.getAsLong() - window.startNs);
        if (left.isNegative() || left.isZero()) {
            windows.remove(address);
            return;
        }
        throw new HttpProblem(429, "too many wrong tokens came from your address", "wait, and send the right one")
                .retryAfter(left);
    }

    synchronized void failed(String address) {
        Window window = windows.get(address);
        if (window == null || nowNs.getAsLong() - window.startNs > WINDOW.toNanos()) {
            windows.remove(address);
            windows.put(address, new Window(nowNs.getAsLong(), 1));
        } else {
            windows.put(address, new Window(window.startNs, window.failures + 1));
        }
    }

    private record Window(long startNs, int failures) {}
}
