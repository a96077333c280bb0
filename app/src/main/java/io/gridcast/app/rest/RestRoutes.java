package io.gridcast.app.rest;

import io.gridcast.app.engine.Engine;
import io.gridcast.app.http.Routes;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.serving.Serving;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.forecast.ForecastConfig;
import io.javalin.config.RoutesConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All that can be read of the engine: the resources under {@code /v1}, and the document that describes them. */
public final class RestRoutes implements Routes {
    private final List<Routes> resources;

    /**
     * @param platform where events come from, and what explanations and scenarios are made of
     * @param engine that runs here
     * @param serving its stores
     * @param time as the engine knows it; empty before the first tick
     * @param schedule how often forecasts are issued, and how far they reach
     */
    public RestRoutes(
            Platform platform,
            Engine engine,
            Serving serving,
            Supplier<Optional<Instant>> time,
            ForecastConfig schedule) {
        Rest rest = new Rest(serving, new RecordJson(new Codecs(platform.registry())), time, schedule);
        resources = List.of(
                new SeriesRoutes(rest),
                new ForecastRoutes(rest),
                new HistoryRoutes(rest),
                new ScoreRoutes(rest),
                new FindingRoutes(rest),
                new OnDemandRoutes(rest, platform),
                new ZoneRoutes(rest),
                new ModelRoutes(rest),
                new TopologyRoutes(rest, engine),
                new EventRoutes(rest, platform),
                new InstanceRoutes(serving),
                new OpenApiRoutes());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        resources.forEach(resource -> resource.addTo(routes));
    }

    @Override
    public void closing() {
        resources.forEach(Routes::closing);
    }
}
