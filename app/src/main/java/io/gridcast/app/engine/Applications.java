package io.gridcast.app.engine;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.EvaluationTopology;
import io.gridcast.topology.ForecastTopology;
import io.gridcast.topology.LifecycleTopology;
import io.gridcast.topology.LoadObservationTopology;
import io.gridcast.topology.ServingTopology;
import io.gridcast.topology.ShadowTopology;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.serving.AtHand;
import io.gridcast.topology.time.TaskLogic;
import java.util.ArrayList;
import java.util.List;

/** The applications of the engine, in the order of the data flow. */
public final class Applications {
    private static final String LOAD_OBSERVATION = "load-observation";
    private static final String FORECAST = "forecast";
    private static final String SHADOW = "shadow";
    private static final String EVALUATION = "evaluation";
    private static final String LIFECYCLE = "lifecycle";

    /** The name of the one whose stores are asked by HTTP. */
    public static final String SERVING = "serving";

    /** Their names, in that order. */
    public static final List<String> NAMES =
            List.of(LOAD_OBSERVATION, FORECAST, SHADOW, EVALUATION, LIFECYCLE, SERVING);

    /** All whose results can be computed again without changing a decision: deployments and the audit stay as they are. */
    public static final List<String> ALL_BUT_LIFECYCLE =
            List.of(LOAD_OBSERVATION, FORECAST, SHADOW, EVALUATION, SERVING);

    private Applications() {}

    /** All of them, only to be looked at: they cannot run. */
    public static List<Application> toLookAt(GridcastConfig config) {
        ModelShelf none = model -> {
            throw new IllegalStateException("a topology that is only looked at asks for " + model);
        };
        Codecs codecs = new Codecs(new LocalRegistry());
        List<Application> all = new ArrayList<>(of(config, codecs, none, none, TaskLogic.Around.NOTHING));
        all.add(serving(config, codecs, new AtHand()));
        return all;
    }

    /**
     * All that work on forecasts, as configured.
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

    /** The one that keeps what the others say, so that it can be asked for. */
    public static Application serving(GridcastConfig config, Codecs codecs, AtHand atHand) {
        var topology = new ServingTopology(
                config.serving().stores(), config.lifecycle().trust(), atHand, codecs);
        return new Application(SERVING, topology.build(), false, true);
    }
}
