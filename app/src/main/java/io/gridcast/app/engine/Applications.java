package io.gridcast.app.engine;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.topology.EvaluationTopology;
import io.gridcast.topology.ForecastTopology;
import io.gridcast.topology.LifecycleTopology;
import io.gridcast.topology.LoadObservationTopology;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.forecast.ModelShelf;
import java.util.List;

/** The applications of the engine, in the order of the data flow. */
public final class Applications {
    private Applications() {}

    /** All of them, as configured. */
    public static List<Application> of(GridcastConfig config, Codecs codecs, ModelShelf shelf) {
        return List.of(
                new Application("load-observation", new LoadObservationTopology(config.load(), codecs).build()),
                new Application("forecast", new ForecastTopology(config.forecast(), codecs, shelf).build()),
                new Application("evaluation", new EvaluationTopology(config.evaluation(), codecs).build()),
                new Application(
                        "lifecycle",
                        new LifecycleTopology(
                                        codecs, config.trust(), config.engine().maxRecordBytes())
                                .build()));
    }
}
