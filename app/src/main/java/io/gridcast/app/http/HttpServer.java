package io.gridcast.app.http;

import io.gridcast.app.net.Ports;
import io.javalin.Javalin;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP calls of the engine's parts on one port. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;
    private final String host;

    private HttpServer(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Starts and returns when calls are answered.
     *
     * @param parts each of whose routes names its roles
     * @param host the local address to listen on; only {@code 127.0.0.1} keeps other machines out
     * @param port 0 takes a free one
     * @throws io.gridcast.core.check.ExplainedException if the port is taken
     */
    public static HttpServer start(HttpConfig config, String host, int port, List<Routes> parts) {
        if (port != 0) {
            Ports.requireFree(host, port);
        }
        Javalin javalin = Javalin.create(server -> {
            server.startup.showJavalinBanner = false;
            Problems.addTo(server);
            new Gate(config.people()).addTo(server.routes);
            parts.forEach(part -> part.addTo(server.routes));
            requireRoles(server.unsafe.internalRouter);
        });
        javalin.start(host, port);
        HttpServer server = new HttpServer(javalin, host);
        LOG.info("http-started url={}", server.url());
        return server;
    }

    /** What is forgotten must not be open: a route that names no role is a mistake of ours. */
    private static void requireRoles(InternalRouter router) {
        for (ParsedEndpoint route : router.allHttpHandlers()) {
            Endpoint endpoint = route.endpoint;
            Roles roles = endpoint.metadata(Roles.class);
            if (endpoint.method.isHttpMethod()
                    && (roles == null || roles.getRoles().isEmpty())) {
                throw new IllegalStateException(endpoint.method + " " + endpoint.path + " names no role");
            }
        }
    }

    /** Where it listens, as in {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://" + host + ":" + javalin.port();
    }

    /** Finishes the calls under way and stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
