package io.gridcast.app.cli;

import io.gridcast.app.http.Health;
import io.gridcast.app.http.HealthRoutes;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.net.Ports;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that works on its own, and serves nobody, says whether it is still at work. */
final class LivezOption {
    @Option(
            names = "--livez-port",
            paramLabel = "PORT",
            description =
                    "Port of this machine, to this machine alone, where /livez says whether it is still at work, for health checks (default: none).")
    private @Nullable Integer port;

    /**
     * Begins to answer, where that is wanted.
     *
     * @param name of the check in the answer
     * @throws io.gridcast.core.check.ExplainedException if the port is taken
     */
    Answers start(String name, Health.Check check) {
        if (port == null) {
            return () -> {};
        }
        Health health = new Health();
        health.checkStarted(name, check);
        health.checkAlive(name, check);
        health.checkReady(name, check);
        return HttpServer.start(HttpConfig.DEFAULT, Ports.LOOPBACK, port, List.of(new HealthRoutes(health)))::close;
    }

    /** Answers until it is closed. */
    @FunctionalInterface
    interface Answers extends AutoCloseable {
        @Override
        void close();
    }
}
