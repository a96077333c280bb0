package io.gridcast.app.engine;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.registry.RegistryUnavailableException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Says what stopped an application, why, and how to mend it. */
final class FatalFailures {
    private final String applicationId;
    private final String bootstrapServers;
    private final Path stateDir;

    FatalFailures(String applicationId, String bootstrapServers, Path stateDir) {
        this.applicationId = applicationId;
        this.bootstrapServers = bootstrapServers;
        this.stateDir = stateDir;
    }

    /** Whether waiting may mend it: the registry does not answer. */
    static boolean isPassing(Throwable failure) {
        return find(failure, RegistryUnavailableException.class) != null;
    }

    ExplainedException explain(Throwable failure) {
        ExplainedException explained = find(failure, ExplainedException.class);
        if (explained != null) {
            return explained;
        }
        if (isDiskFull(failure)) {
            return diskFull(failure);
        }
        if (find(failure, MissingSourceTopicException.class) != null) {
            return new ExplainedException(
                    applicationId + " misses a topic that it reads: " + deepest(failure),
                    "an application cannot start without its inputs",
                    "create the topics with `gridcast topics create --bootstrap-servers " + bootstrapServers + "`",
                    failure);
        }
        if (find(failure, AuthenticationException.class) != null
                || find(failure, AuthorizationException.class) != null) {
            return new ExplainedException(
                    applicationId + " is not allowed to do what it must on " + bootstrapServers + ": "
                            + deepest(failure),
                    "the broker refused it",
                    "give the rights to its principal, or mend the kafka.* settings (security.protocol, sasl.*)",
                    failure);
        }
        if (find(failure, TimeoutException.class) != null) {
            return new ExplainedException(
                    applicationId + " lost the broker at " + bootstrapServers + ": " + deepest(failure),
                    "nothing can be read or written without it, and it did not come back in time",
                    "start the broker or mend --bootstrap-servers, then start again: nothing is lost and nothing is there twice",
                    failure);
        }
        return new ExplainedException(
                applicationId + " stopped: " + deepest(failure),
                "it met a fault that it was not built to survive; what was committed stands",
                "see the stack trace in the log; a restart goes on where the last commit was",
                failure);
    }

    private ExplainedException diskFull(Throwable failure) {
        return new ExplainedException(
                "the disk that holds " + stateDir.toAbsolutePath() + " is full ("
                        + (stateDir.toFile().getUsableSpace() >> 20) + " MB left): " + deepest(failure),
                applicationId + " cannot keep its state without room",
                "free disk space or set engine.state-dir to a larger disk, then start again: state that is missing is restored"
                        + " from Kafka",
                failure);
    }

    private static boolean isDiskFull(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left on device")
                    || message.contains("disk quota exceeded")
                    || message.contains("nospace")
                    || message.contains("there is not enough space on the disk")) {
                return true;
            }
        }
        return false;
    }

    private static <T> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }

    /** The innermost message, which says what happened; the outer ones say where. */
    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return deepest instanceof StreamsException && message != null ? message : deepest.toString();
    }
}
