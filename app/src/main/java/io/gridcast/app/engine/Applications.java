package io.gridcast.app.engine;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.serdes.registry.LocalRegistry;
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
    private static final String LOAD_OBSERVATION = "load-observation";
    private static final String FORECAST = "forecast";
    private static final String SHADOW = "shadow";
    private static final String EVALUATION = "evaluation";
    private static final String LIFECYCLE = "lifecycle";

    /** Their names, in that order. */
    public static final List<String> NAMES = List.of(LOAD_OBSERVATION, FORECAST, SHADOW, EVALUATION, LIFECYCLE);

    /** All whose results can be computed again without changing a decision: deployments and the audit stay as they are. */
    public static final List<String> ALL_BUT_LIFECYCLE = List.of(LOAD_OBSERVATION, FORECAST, SHADOW, EVALUATION);

    private Applications() {}

    /** All of them, only to be looked at: they cannot run. */
    public static List<Application> toLookAt(GridcastConfig config) {
        ModelShelf none = model -> {
            throw new IllegalStateException("a topology that is only looked at asks for " + model);
        };
        return of(config, new Codecs(new LocalRegistry()), none, none, TaskLogic.Around.NOTHING);
    }

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
                new Application(LOAD_OBSERVATION, new LoadObservationTopology(config.load(), codecs).build(), true),
                new Application(FORECAST, new ForecastTopology(config.forecast(), codecs, shelf, around).build(), true),
                new Application(SHADOW, new ShadowTopology(config.shadow(), codecs, shadows, around).build(), false),
                new Application(
                        EVALUATION,
                        new EvaluationTopology(
                                        config.evaluation(),
                                        config.drift(),
                                        config.lifecycle().trust(),
                                        codecs)
                                .build(),
                        false),
                new Application(LIFECYCLE, new LifecycleTopology(config.lifecycle(), codecs).build(), true));
    }
}
