package io.gridcast.app.cli;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.http.Routes;
import io.gridcast.app.net.Ports;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import picocli.CommandLine.Option;

/** Where a command that keeps running answers HTTP calls. */
final class HttpOptions {
    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description =
                    "Port of the REST interface, /metrics, /livez and /readyz; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            description =
                    "Local address to listen on; 0.0.0.0 lets other machines in, which takes TLS and tokens (default: ${DEFAULT-VALUE}).")
    private String host = Ports.LOOPBACK;

    /** As they are given to another command. */
    List<String> given() {
        return List.of("--http-port", Integer.toString(port), "--http-host", host);
    }

    /**
     * Goes on only if the port can be listened on, so that a wrong one ends a command before its work. A free one is taken now, for other
     * instances are told of it before it is listened on.
     *
     * @throws io.gridcast.core.check.ExplainedException if it is taken, or none
     */
    void requireFree() {
        port = port == 0 ? Ports.free() : Ports.requireFree(host, port);
    }

    /** Where other instances ask this one. */
    HostInfo advertised(GridcastConfig config) {
        return config.serving().advertised().orElseGet(() -> new HostInfo(host, port));
    }

    /**
     * Goes on only if nobody is let in whom the settings do not let in.
     *
     * @throws io.gridcast.core.check.ExplainedException if other machines would be
     */
    void requireSafe(HttpConfig config) {
        config.requireSafe(host);
    }

    /** Starts answering for these parts. */
    HttpServer start(HttpConfig config, List<Routes> parts) {
        return HttpServer.start(config, host, port, parts);
    }
}
