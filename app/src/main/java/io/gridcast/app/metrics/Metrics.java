package io.gridcast.app.metrics;

import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The process' figures, those of the JVM among them, at {@code /metrics} in the text format of Prometheus.
 *
 * <p>Thread-safe; one a process.
 */
public final class Metrics implements Routes, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /** Starts with the figures of the JVM. */
    public Metrics() {
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Where parts of the engine count; names start with {@code gridcast.}. */
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::scrape, Role.OPEN);
    }

    private void scrape(Context call) {
        String wanted = call.header("Accept");
        boolean openMetrics = wanted != null && wanted.contains("application/openmetrics-text");
        String type = openMetrics
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
        call.contentType(type).result(registry.scrape(type));
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
