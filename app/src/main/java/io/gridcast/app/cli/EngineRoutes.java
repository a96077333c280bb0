package io.gridcast.app.cli;

import io.gridcast.app.apidocs.DocsRoutes;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.console.ConsoleRoutes;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HealthRoutes;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.Routes;
import io.gridcast.app.ingest.FeedRoutes;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.models.CommandRoutes;
import io.gridcast.app.models.PackRoutes;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.rest.RestRoutes;
import io.gridcast.app.serving.Peers;
import io.gridcast.app.serving.Serving;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/** Everything that an engine answers by HTTP, whichever command runs it. */
public final class EngineRoutes {
    private EngineRoutes() {}

    /**
     * All of them.
     *
     * @param live an engine that serves
     * @param self where other instances ask this one
     */
    public static List<Routes> of(
            Platform platform,
            GridcastConfig config,
            LiveEngine live,
            HostInfo self,
            EngineMonitor monitor,
            Metrics metrics,
            Health health) {
        HttpLimits limits = config.http().limits();
        return List.of(
                metrics,
                new HealthRoutes(health),
                reads(platform, config, live, self, monitor),
                new CommandRoutes(platform),
                new PackRoutes(platform, limits),
                new FeedRoutes(platform, limits, monitor::newestTick),
                new ConsoleRoutes(),
                new DocsRoutes());
    }

    private static Routes reads(
            Platform platform, GridcastConfig config, LiveEngine live, HostInfo self, EngineMonitor monitor) {
        var serving = new Serving(
                live.engine().application(Applications.SERVING).orElseThrow(),
                live.atHand(),
                self,
                config.partitions(),
                Peers.of(config.http()));
        return new RestRoutes(platform, live.engine(), serving, monitor::time, config.forecast());
    }
}
