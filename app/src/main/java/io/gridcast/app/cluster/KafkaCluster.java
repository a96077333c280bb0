package io.gridcast.app.cluster;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How to reach a Kafka cluster, and failures to do so put in words.
 *
 * @param bootstrapServers {@code host:port}, several with commas between
 * @param settings further settings of Kafka clients, such as {@code security.protocol}
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> settings) {
    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final int REQUEST_TIMEOUT_MS = 15_000;

    public KafkaCluster {
        settings = Map.copyOf(settings);
    }

    /** A cluster that asks for no credentials. */
    public static KafkaCluster of(String bootstrapServers) {
        return new KafkaCluster(bootstrapServers, Map.of());
    }

    /** Names of settings alone: their values may be passwords. */
    @Override
    public String toString() {
        return "Kafka at " + bootstrapServers + " with " + new TreeSet<>(settings.keySet());
    }

    /** Settings of any Kafka client of this cluster. */
    public Map<String, Object> client() {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    /**
     * Opens an admin client on a cluster that answers.
     *
     * @throws ExplainedException if none does
     */
    public Admin admin() {
        requireAListener();
        Map<String, Object> client = client();
        client.put("client.id", "gridcast-admin");
        client.putIfAbsent("default.api.timeout.ms", REQUEST_TIMEOUT_MS);
        client.putIfAbsent("request.timeout.ms", REQUEST_TIMEOUT_MS);
        Admin admin;
        try {
            admin = Admin.create(client);
        } catch (KafkaException e) {
            throw wrongSettings(e);
        }
        try {
            ask(admin.describeCluster().clusterId());
            return admin;
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /**
     * Waits for an answer of the cluster.
     *
     * @throws ExplainedException if it did not answer or refused
     */
    public <T> T ask(KafkaFuture<T> answer) {
        try {
            return answer.get(2L * REQUEST_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw explain(e.getCause() == null ? e : e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw explain(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Puts a failure of a client of this cluster in words; what is no business of the cluster's comes back as it is. */
    public RuntimeException explain(Throwable e) {
        if (e instanceof TimeoutException || e instanceof java.util.concurrent.TimeoutException) {
            return away("it did not answer in time (" + e.getMessage() + ")", e);
        }
        if (e instanceof AuthenticationException) {
            return new ExplainedException(
                    "Kafka at " + bootstrapServers + " does not accept the credentials: " + e.getMessage(),
                    "the cluster wants to know who connects",
                    "check security.protocol and the sasl.* and ssl.* settings in the file given with --client-config",
                    e);
        }
        if (e instanceof AuthorizationException) {
            return new ExplainedException(
                    "Kafka at " + bootstrapServers + " refuses: " + e.getMessage(),
                    "the user has no right to do this",
                    "grant the right (gridcast acls prints what each part needs), or connect as another user (--client-config)",
                    e);
        }
        return e instanceof RuntimeException known ? known : new KafkaException(e);
    }

    /** Asking the port costs milliseconds where a client would try, and complain in the log, for half a minute. */
    private void requireAListener() {
        List<InetSocketAddress> addresses;
        try {
            addresses = ClientUtils.parseAndValidateAddresses(List.of(bootstrapServers.split(",")), "use_all_dns_ips");
        } catch (ConfigException e) {
            throw wrongSettings(e);
        }
        IOException last = new IOException("no address");
        for (InetSocketAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_TIMEOUT_MS);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw away(String.valueOf(last.getMessage()), last);
    }

    private ExplainedException away(String why, Throwable cause) {
        return new ExplainedException(
                "no Kafka broker answers at " + bootstrapServers,
                why,
                "check --bootstrap-servers, that the broker runs, and that no firewall is between",
                cause);
    }

    private ExplainedException wrongSettings(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new ExplainedException(
                "cannot connect to '" + bootstrapServers + "' with these settings: " + cause.getMessage(),
                "the Kafka client refuses them",
                "give --bootstrap-servers as host:port (several with commas between), and check the file given with"
                        + " --client-config",
                e);
    }
}
