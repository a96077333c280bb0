package io.gridcast.app.cli;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.platform.Platform;

/** What {@code /metrics}, {@code /livez} and {@code /readyz} answer from, for an engine that runs already. */
record ServedEngine(Metrics metrics, EngineMonitor monitor, HttpServer server) implements AutoCloseable {
    static ServedEngine start(Platform platform, GridcastConfig config, LiveEngine live, HttpOptions http) {
        Metrics metrics = new Metrics();
        EngineMonitor monitor = new EngineMonitor(platform, config, metrics.registry());
        try {
            Health health = new Health();
            monitor.attach(live, health);
            return new ServedEngine(
                    metrics,
                    monitor,
                    http.start(
                            config.http(),
                            EngineRoutes.of(
                                    platform, config, live, http.advertised(config), monitor, metrics, health)));
        } catch (RuntimeException e) {
            monitor.close();
            metrics.close();
            throw e;
        }
    }

    @Override
    public void close() {
        server.close();
        monitor.close();
        metrics.close();
    }
}
