package io.gridcast.app.http;

import io.gridcast.app.net.Ports;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseHandler;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP calls of the engine's parts on one port. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;
    private final String url;
    private final List<Routes> parts;

    private HttpServer(Javalin javalin, String url, List<Routes> parts) {
        this.javalin = javalin;
        this.url = url;
        this.parts = List.copyOf(parts);
    }

    /**
     * Starts and returns when calls are answered.
     *
     * @param parts each of whose routes names its roles
     * @param host the local address to listen on; other machines are let in only as {@link HttpConfig#requireSafe} says
     * @param port 0 takes a free one
     * @throws io.gridcast.core.check.ExplainedException if the port is taken, or it would not be safe
     */
    public static HttpServer start(HttpConfig config, String host, int port, List<Routes> parts) {
        config.requireSafe(host);
        if (port != 0) {
            Ports.requireFree(host, port);
        }
        Javalin javalin = Javalin.create(server -> {
            server.startup.showJavalinBanner = false;
            server.http.maxRequestSize = config.limits().maxBodyBytes();
            Connections.addTo(server.jetty, config, host, port);
            Problems.addTo(server);
            WellFormed.addTo(server.routes);
            new Gate(config.people(), new FailedTokens(config.limits().maxFailedTokens(), System::nanoTime))
                    .addTo(server.routes);
            parts.forEach(part -> part.addTo(server.routes));
            requireRoles(server.unsafe.internalRouter);
            addHeads(server);
        });
        javalin.start();
        String scheme = config.tls().isPresent() ? "https" : "http";
        HttpServer server = new HttpServer(javalin, scheme + "://" + host + ":" + javalin.port(), parts);
        LOG.info("http-started url={} {}", server.url(), open(config, host));
        return server;
    }

    /** For the log: what is open to whom. */
    private static String open(HttpConfig config, String host) {
        People people = config.people();
        String everybody = HttpConfig.isLoopback(host) ? "everybody-on-this-machine" : "everybody";
        return "reads=" + (people.anyone(Role.VIEWER) ? "people" : everybody)
                + " commands=" + people(people, Role.OPERATOR)
                + " approvals=" + people(people, Role.APPROVER)
                + " feeds=" + people(people, Role.FEEDER)
                + (config.insecure() && !HttpConfig.isLoopback(host) ? " insecure=true" : "");
    }

    private static String people(People people, Role role) {
        return people.anyone(role) ? "people" : "nobody";
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

    /** HEAD is GET without the body, its status included: probes of load balancers go by it. */
    private static void addHeads(JavalinConfig server) {
        for (ParsedEndpoint route : server.unsafe.internalRouter.allHttpHandlers()) {
            Endpoint get = route.endpoint;
            Roles roles = get.metadata(Roles.class);
            if (get.method.equals(HandlerType.GET) && roles != null && !(get.handler instanceof SseHandler)) {
                server.routes.addEndpoint(new Endpoint(HandlerType.HEAD, get.path, get.handler, Set.of(roles)));
            }
        }
    }

    /** Where it listens, as in {@code http://127.0.0.1:8080}. */
    public String url() {
        return url;
    }

    /** What it answers, as in {@code GET /v1/series/{seriesId}}, by name; HEAD goes with GET and is not named. */
    public SortedSet<String> operations() {
        SortedSet<String> operations = new TreeSet<>();
        for (ParsedEndpoint route : javalin.unsafe.internalRouter.allHttpHandlers()) {
            Endpoint endpoint = route.endpoint;
            if (endpoint.method.isHttpMethod() && !endpoint.method.equals(HandlerType.HEAD)) {
                operations.add(endpoint.method + " " + endpoint.path);
            }
        }
        return operations;
    }

    /** Finishes the calls under way and stops, then its parts. */
    @Override
    public void close() {
        parts.forEach(Routes::closing);
        javalin.stop();
        parts.forEach(Routes::stop);
    }
}
