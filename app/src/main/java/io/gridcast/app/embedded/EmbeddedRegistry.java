package io.gridcast.app.embedded;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.net.Ports;
import io.gridcast.serdes.registry.LocalRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process that any client of Confluent's REST interface can use. It listens on 127.0.0.1 only,
 * and keeps what it knows on a topic of the cluster, so that it is there again after a restart.
 *
 * <p>One a cluster: two would give the same id to different schemas. It takes Avro without references and deletes nothing.
 * Thread-safe.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

    private final RegistryJournal journal;
    private final HttpServer server;

    private EmbeddedRegistry(RegistryJournal journal, HttpServer server) {
        this.journal = journal;
        this.server = server;
    }

    /**
     * Reads what is known and starts to answer.
     *
     * @param port the port on 127.0.0.1, 0 for a free one
     * @throws io.gridcast.core.check.ExplainedException if the cluster is away or the port is taken
     */
    public static EmbeddedRegistry start(KafkaCluster cluster, int port) {
        RegistryJournal journal = new RegistryJournal(cluster);
        try {
            LocalRegistry registry = new LocalRegistry(journal);
            journal.replay(registry::apply);
            HttpServer server =
                    HttpServer.start(HttpConfig.DEFAULT, Ports.LOOPBACK, port, List.of(new RegistryRoutes(registry)));
            LOG.info(
                    "registry-started url={} subjects={}",
                    server.url(),
                    registry.subjects().size());
            return new EmbeddedRegistry(journal, server);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** What a client sets as {@code schema.registry.url}. */
    public String url() {
        return server.url();
    }

    /** Stops answering. */
    @Override
    public void close() {
        server.close();
        journal.close();
    }
}
