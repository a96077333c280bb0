package io.gridcast.app.engine;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.topology.EvaluationTopology;
import io.gridcast.topology.ForecastTopology;
import io.gridcast.topology.LifecycleTopology;
import io.gridcast.topology.LoadObservationTopology;
import io.gridcast.topology.ShadowTopology;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.time.TaskLogic;
import java.util.List;

/** The applications of the engine, in the order of the data flow. */
public final class Applications {
    private Applications() {}

    /**
     * All of them, as configured.
     *
     * @param shelf where forecasts find their models
     * @param shadows where shadows are found
     * @param around put around the logic that forecasts, and that of shadows
     */
    public static List<Application> of(
            GridcastConfig config, Codecs codecs, ModelShelf shelf, ModelShelf shadows, TaskLogic.Around around) {
        return List.of(
                new Application("load-observation", new LoadObservationTopology(config.load(), codecs).build(), true),
                new Application(
                        "forecast", new ForecastTopology(config.forecast(), codecs, shelf, around).build(), true),
                new Application("shadow", new ShadowTopology(config.shadow(), codecs, shadows, around).build(), false),
                new Application(
                        "evaluation",
                        new EvaluationTopology(
                                        config.evaluation(),
                                        config.drift(),
                                        config.lifecycle().trust(),
                                        codecs)
                                .build(),
                        false),
                new Application("lifecycle", new LifecycleTopology(config.lifecycle(), codecs).build(), true));
    }
}
