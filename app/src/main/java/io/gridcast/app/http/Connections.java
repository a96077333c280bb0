package io.gridcast.app.http;

import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Where callers connect: with or without TLS, no more than allowed, and none that only sits there. */
final class Connections {
    /** A year, as browsers' lists ask for. */
    private static final long STRICT_TRANSPORT_S = 31_536_000;

    private Connections() {}

    static void addTo(JettyConfig jetty, HttpConfig config, String host, int port) {
        jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyProblems());
            server.addBean(new NetworkConnectionLimit(config.limits().maxConnections(), server));
        });
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyProblems()));
        jetty.addConnector((server, http) -> connector(server, http, config, host, port));
    }

    private static Connector connector(
            Server server, HttpConfiguration http, HttpConfig config, String host, int port) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(config.limits().maxHeaderBytes());
        // Names of runs hold encoded slashes; which addresses mean something is ours to say (WellFormed).
        http.setUriCompliance(UriCompliance.LEGACY);
        http.addCustomizer((request, headers) -> {
            SecurityHeaders.putOn(headers);
            return request;
        });
        ServerConnector connector = config.tls()
                .map(tls -> secured(server, http, tls))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(config.limits().idleTimeout().toMillis());
        return connector;
    }

    private static ServerConnector secured(Server server, HttpConfiguration http, Tls tls) {
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        // One certificate for all names: which one it is good for is the client's to check.
        secure.setSniHostCheck(false);
        secure.setStsMaxAge(STRICT_TRANSPORT_S);
        http.addCustomizer(secure);
        return new ServerConnector(
                server, new SslConnectionFactory(tls.context(), "http/1.1"), new HttpConnectionFactory(http));
    }
}
