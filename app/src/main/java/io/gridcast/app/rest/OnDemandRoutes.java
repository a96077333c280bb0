package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.FORECAST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.ask.ExplanationJson;
import io.gridcast.app.ask.ForecastExplanations;
import io.gridcast.app.ask.ForecastScenarios;
import io.gridcast.app.ask.ScenarioJson;
import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.Routes;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.serving.Found;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Target;
import io.gridcast.core.scenario.EmpiricalCopula;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * {@code explanation} and {@code scenarios} of a series: made from topics when asked for, one at a time, for each reads much and
 * computes much.
 */
final class OnDemandRoutes implements Routes {
    private static final int LONGEST_RUN = 300;
    private static final int MOST_PATHS = 1000;
    private static final long MOST_SEED = (1L << 53) - 1;

    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Rest rest;
    private final ForecastExplanations explanations;
    private final ForecastScenarios scenarios;
    private final Semaphore one = new Semaphore(1);

    OnDemandRoutes(Rest rest, Platform platform) {
        this.rest = rest;
        this.explanations = new ForecastExplanations(platform);
        this.scenarios = new ForecastScenarios(platform);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/series/{seriesId}/explanation", this::explain);
        rest.get(routes, "/series/{seriesId}/scenarios", this::draw);
    }

    private byte[] explain(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.TARGET, "runId");
        String id = parameters.path("seriesId");
        Target target = parameters.target();
        Found found = parameters
                .text("runId", LONGEST_RUN)
                .map(run -> ForecastRoutes.find(reading, id, run, rest))
                .orElseGet(() -> newest(reading, id, target));
        Forecast forecast = rest.json().codecs().decode(Topics.FORECASTS, found.value());
        return alone(() -> ExplanationJson.of(explanations.explain(forecast)));
    }

    private byte[] draw(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, "count", "seed");
        String id = parameters.path("seriesId");
        int paths = (int) parameters.whole("count", 1, MOST_PATHS, 100);
        long seed = parameters.whole("seed", 0, MOST_SEED, 1);
        ForecastRoutes.requireSeries(reading, id);
        var request = new ForecastScenarios.Request(paths, EmpiricalCopula.USUAL_ISSUES, seed);
        return alone(() -> ScenarioJson.of(scenarios.draw(id, Optional.empty(), request)));
    }

    private static Found newest(Reading reading, String id, Target target) {
        return reading.ask(reading.newest(ServedStores.SERIES, FORECAST, id, target.name())).stream()
                .findFirst()
                .orElseThrow(() -> {
                    ForecastRoutes.requireSeries(reading, id);
                    return new HttpProblem(404, "no forecast of this target is known of the series", "ask for another");
                });
    }

    private byte[] alone(Supplier<ObjectNode> work) {
        if (!one.tryAcquire()) {
            throw new HttpProblem(429, "another question of this kind is being answered", "ask again in some seconds")
                    .retryAfter(BUSY);
        }
        try {
            return work.get().toString().getBytes(StandardCharsets.UTF_8);
        } catch (ExplainedException cannot) {
            throw new HttpProblem(409, cannot.what(), cannot.why());
        } finally {
            one.release();
        }
    }
}
