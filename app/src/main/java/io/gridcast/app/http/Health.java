package io.gridcast.app.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the process has started, is alive and ready, by named checks that its parts register.
 *
 * <p>Not started means: it is still coming up, give it time. Not alive means: only a restart helps. Not ready means: it runs, and forecasts cannot be had from it at the moment.
 * Thread-safe.
 */
public final class Health {
    /** Looks at one part; must return at once, so it reads a state and never asks another machine. */
    @FunctionalInterface
    public interface Check {
        /** What is wrong, for people; empty when all is well. */
        Optional<String> trouble();
    }

    private static final Map<String, Optional<String>> COMING_UP =
            Map.of("process", Optional.of("it is coming up, and none of its parts is there yet"));
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<String, Check> started = new ConcurrentHashMap<>();
    private final Map<String, Check> alive = new ConcurrentHashMap<>();
    private final Map<String, Check> ready = new ConcurrentHashMap<>();

    /** Adds or replaces a check that must pass once, before anybody asks whether it is alive. */
    public void checkStarted(String name, Check check) {
        started.put(name, check);
    }

    /** Adds or replaces a check whose trouble only a restart mends. */
    public void checkAlive(String name, Check check) {
        alive.put(name, check);
    }

    /** Adds or replaces a check that must pass before forecasts can be had. */
    public void checkReady(String name, Check check) {
        ready.put(name, check);
    }

    /** Each check of the start by name, with its trouble if it has one. Before the first one is added, it has not started. */
    public Map<String, Optional<String>> started() {
        return started.isEmpty() ? COMING_UP : ask(started);
    }

    /** Each check of life by name, with its trouble if it has one. */
    public Map<String, Optional<String>> alive() {
        return ask(alive);
    }

    /** Each check of readiness by name, with its trouble if it has one. Before the first one is added, it is not ready. */
    public Map<String, Optional<String>> ready() {
        return ready.isEmpty() ? COMING_UP : ask(ready);
    }

    private static Map<String, Optional<String>> ask(Map<String, Check> checks) {
        Map<String, Optional<String>> answers = new TreeMap<>();
        checks.forEach((name, check) -> answers.put(name, trouble(name, check)));
        return answers;
    }

    private static Optional<String> trouble(String name, Check check) {
        try {
            return check.trouble();
        } catch (RuntimeException e) {
            LOG.error("check-failed name={}", name, e);
            return Optional.of("the check itself failed; the log says more");
        }
    }
}
