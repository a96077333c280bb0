package io.gridcast.app.engine;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.EngineConfig;
import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.KafkaThread;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs applications on a Kafka cluster until it is closed or a vital one meets a failure that waiting does not mend; then all stop, for
 * forecasts without observations would be worse than none. Where one that is not vital fails, the others go on.
 *
 * <p>Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final EngineConfig config;
    private final Map<String, KafkaStreams> applications = new LinkedHashMap<>();
    private final Map<String, String> topologies = new LinkedHashMap<>();
    private final AtomicReference<ExplainedException> failure = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);

    private Engine(EngineConfig config) {
        this.config = config;
    }

    /**
     * Starts all applications and returns at once; {@link #awaitRunning} waits until they work.
     *
     * @throws ExplainedException if the directory of stores cannot be written, or a store that lies there cannot be opened
     */
    public static Engine start(EngineConfig config, KafkaCluster cluster, List<Application> applications) {
        return start(config, cluster, applications, Optional.empty());
    }

    /**
     * As above.
     *
     * @param advertised where this instance answers HTTP calls, for the others; empty where it does not
     */
    public static Engine start(
            EngineConfig config, KafkaCluster cluster, List<Application> applications, Optional<HostInfo> advertised) {
        requireWritable(config);
        Engine engine = new Engine(config);
        for (Application application : applications) {
            String id = Application.id(config.prefix(), application.name());
            KafkaStreams streams = new KafkaStreams(
                    application.topology(), StreamsSettings.of(config, cluster, application, advertised));
            engine.watch(application, id, streams, failures(config, cluster, id));
            engine.applications.put(id, streams);
            engine.topologies.put(id, application.topology().describe().toString());
        }
        engine.applications.forEach((id, streams) -> engine.start(streams, failures(config, cluster, id)));
        return engine;
    }

    private static FatalFailures failures(EngineConfig config, KafkaCluster cluster, String id) {
        return new FatalFailures(id, cluster.bootstrapServers(), config.stateDir());
    }

    /** Kafka Streams opens the stores of the last run in this thread, so a full disk or a foreign lock shows here. */
    private void start(KafkaStreams streams, FatalFailures failures) {
        try {
            streams.start();
        } catch (StreamsException e) {
            close();
            throw failures.explain(e);
        }
    }

    /** The running applications by id, for metrics and health. */
    public Map<String, KafkaStreams> applications() {
        return Map.copyOf(applications);
    }

    /** What each application does with records, by id in the order of the data flow, as Kafka Streams describes it. */
    public Map<String, String> topologies() {
        return Collections.unmodifiableMap(topologies);
    }

    /** The running application of this name. */
    public Optional<KafkaStreams> application(String name) {
        return Optional.ofNullable(applications.get(Application.id(config.prefix(), name)));
    }

    /** What stopped the engine; empty while it runs and after it was closed in peace. */
    public Optional<ExplainedException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** What has not been started yet; empty once every application has joined its group. */
    public Optional<String> startTrouble() {
        List<String> created = new ArrayList<>();
        applications.forEach((id, streams) -> {
            if (streams.state() == KafkaStreams.State.CREATED) {
                created.add(id);
            }
        });
        return created.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", created) + " not started yet");
    }

    /** What keeps it from working at the moment; empty when every application runs. */
    public Optional<String> trouble() {
        List<String> waiting = new ArrayList<>();
        applications.forEach((id, streams) -> {
            if (streams.state() != KafkaStreams.State.RUNNING) {
                waiting.add(id + " is " + streams.state());
            }
        });
        return waiting.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", waiting));
    }

    /**
     * Waits until every application runs.
     *
     * @throws ExplainedException if one failed, or they do not run in time
     */
    public void awaitRunning(Duration atMost) throws InterruptedException {
        long endNs = System.nanoTime() + atMost.toNanos();
        while (trouble().isPresent()) {
            requireNoFailure();
            if (System.nanoTime() > endNs) {
                throw new ExplainedException(
                        "the engine does not run after " + atMost.toSeconds() + " s: "
                                + trouble().orElse("it just came up"),
                        "an application may wait for the broker, for its state to be restored, or for another instance",
                        "see the log; large states take longer to restore");
            }
            if (stopped.await(20, TimeUnit.MILLISECONDS)) {
                requireNoFailure();
                return;
            }
        }
    }

    /**
     * Waits until the engine is closed.
     *
     * @throws ExplainedException if it stopped by itself: what stopped it
     */
    public void awaitStop() throws InterruptedException {
        stopped.await();
        requireNoFailure();
    }

    /**
     * Fails if the engine has stopped by itself.
     *
     * @throws ExplainedException what stopped it
     */
    public void requireNoFailure() {
        ExplainedException fatal = failure.get();
        if (fatal != null) {
            throw fatal;
        }
    }

    /** Commits and stops all applications side by side. Further calls do nothing. */
    @Override
    public void close() {
        synchronized (closing) {
            if (closing.getCount() == 0) {
                return;
            }
            closing.countDown();
        }
        List<Thread> closers = new ArrayList<>();
        applications.forEach((id, streams) -> {
            Thread closer = KafkaThread.nonDaemon("close-" + id, () -> streams.close(STOP_WITHIN));
            closer.start();
            closers.add(closer);
        });
        boolean interrupted = false;
        for (Thread closer : closers) {
            try {
                closer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        stopped.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Application application, String id, KafkaStreams streams, FatalFailures failures) {
        streams.setStateListener((now, before) -> LOG.info("application-state id={} from={} to={}", id, before, now));
        streams.setUncaughtExceptionHandler(exception -> {
            if (FatalFailures.isPassing(exception)) {
                LOG.warn(
                        "application-waits id={} retry_ms={} cause=\"{}\"",
                        id,
                        config.registryPatience().toMillis(),
                        failures.explain(exception).what());
                waitPatiently();
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            ExplainedException fatal = failures.explain(exception);
            if (!application.isVital()) {
                LOG.error(
                        "application-stops id={} what=\"{}\" why=\"{}\" mend=\"{}\" others=\"go on\"",
                        id,
                        fatal.what(),
                        fatal.why(),
                        fatal.mend(),
                        exception);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            if (failure.compareAndSet(null, fatal)) {
                LOG.error(
                        "application-failed id={} what=\"{}\" why=\"{}\" mend=\"{}\"",
                        id,
                        fatal.what(),
                        fatal.why(),
                        fatal.mend(),
                        exception);
                stopped.countDown();
            }
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /** Ends early when the engine is closed meanwhile. */
    private void waitPatiently() {
        try {
            closing.await(config.registryPatience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireWritable(EngineConfig config) {
        try {
            Files.createDirectories(config.stateDir());
            Files.delete(Files.createTempFile(config.stateDir(), "probe", ""));
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write to the state directory " + config.stateDir().toAbsolutePath() + ": " + e.getMessage(),
                    "the stores of the engine lie there",
                    "free disk space, mend the rights, or set engine.state-dir to another directory",
                    e);
        }
    }
}
