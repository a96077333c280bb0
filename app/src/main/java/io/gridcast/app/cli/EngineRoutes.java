package io.gridcast.app.cli;

import io.gridcast.app.apidocs.DocsRoutes;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.console.ConsoleRoutes;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HealthRoutes;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.Routes;
import io.gridcast.app.ingest.FeedRoutes;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.models.CommandRoutes;
import io.gridcast.app.models.PackRoutes;
import io.gridcast.app.platform.Platform;
import java.util.List;

/** Everything that an engine answers by HTTP, whichever command runs it. */
public final class EngineRoutes {
    private EngineRoutes() {}

    /** All of them. */
    public static List<Routes> of(
            Platform platform, GridcastConfig config, EngineMonitor monitor, Metrics metrics, Health health) {
        HttpLimits limits = config.http().limits();
        return List.of(
                metrics,
                new HealthRoutes(health),
                new CommandRoutes(platform),
                new PackRoutes(platform, limits),
                new FeedRoutes(platform, limits, monitor::newestTick),
                new ConsoleRoutes(),
                new DocsRoutes());
    }
}
