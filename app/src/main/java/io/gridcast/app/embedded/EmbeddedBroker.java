package io.gridcast.app.embedded;

import io.gridcast.app.net.Ports;
import io.gridcast.core.check.ExplainedException;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka cluster of one node in this process, for demo and replay on one machine: it listens on 127.0.0.1 only, keeps one
 * copy of everything and keeps it for ever, and takes records with old and with future timestamps. What was written is
 * there again when a broker is started on the same directory.
 *
 * <p>Thread-safe. {@link #close} waits until all is on disk.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerDirectory directory;
    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(BrokerDirectory directory, KafkaRaftServer server, int port) {
        this.directory = directory;
        this.server = server;
        this.port = port;
    }

    /** Starts on a free port; see {@link #start(Path, int)}. */
    public static EmbeddedBroker start(Path data) {
        return start(data, 0);
    }

    /**
     * Starts and returns when clients can connect.
     *
     * @param data the broker's own directory, made if missing
     * @param port the port on 127.0.0.1, 0 for a free one
     * @throws ExplainedException if the port is taken, the directory is in use, or there is no room in it
     */
    public static EmbeddedBroker start(Path data, int port) {
        return start(data, port, Map.of());
    }

    /**
     * As above.
     *
     * @param others settings of Kafka's in the place of the broker's own, such as those of security; its listener's name is PLAINTEXT
     */
    public static EmbeddedBroker start(Path data, int port, Map<String, String> others) {
        long startNs = System.nanoTime();
        BrokerDirectory directory = BrokerDirectory.open(data);
        try {
            EmbeddedBroker broker = startOn(directory, data, port, others);
            LOG.info(
                    "broker-started bootstrap={} directory={} ms={}",
                    broker.bootstrapServers(),
                    data,
                    (System.nanoTime() - startNs) / 1_000_000);
            return broker;
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    /** What a client sets as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops and waits until all is on disk and the directory is free again. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            directory.close();
        }
        LOG.info("broker-stopped bootstrap={}", bootstrapServers());
    }

    /** A port that was free when asked for can be taken a moment later by somebody's connection: then another is tried. */
    private static EmbeddedBroker startOn(BrokerDirectory directory, Path data, int port, Map<String, String> others) {
        for (int attempt = 1; ; attempt++) {
            BrokerSettings settings = settings(data, port, others);
            directory.format(settings);
            try {
                return new EmbeddedBroker(directory, startServer(settings), settings.port());
            } catch (ExplainedException e) {
                if (attempt == 3 || !Ports.causedByTakenPort(e)) {
                    throw e;
                }
            }
        }
    }

    private static BrokerSettings settings(Path data, int port, Map<String, String> others) {
        return new BrokerSettings(
                data, port == 0 ? Ports.free() : Ports.requireFree(Ports.LOOPBACK, port), Ports.free(), others);
    }

    private static KafkaRaftServer startServer(BrokerSettings settings) {
        Exit.setHaltProcedure((status, message) -> halt(settings.data(), status));
        Exit.setExitProcedure((status, message) -> halt(settings.data(), status));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings.properties()), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new ExplainedException(
                    "the embedded broker did not start in " + settings.data() + ": " + rootMessage(e),
                    "without a broker nothing can run",
                    "see the log above; if the directory was damaged, move it away and start again, or use a cluster"
                            + " of your own with --bootstrap-servers",
                    e);
        }
    }

    /** Kafka gives up on the process when its disk fails: say so before it is gone. */
    private static void halt(Path data, int status) {
        LOG.error(
                "broker-halted directory={} free_mb={} why=\"the broker cannot write to its directory or met a fault it"
                        + " cannot survive, see the lines above\" mend=\"free disk space or choose another directory,"
                        + " then start again: what was acknowledged is kept\"",
                data,
                data.toFile().getUsableSpace() >> 20);
        Runtime.getRuntime().halt(status == 0 ? 1 : status);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
