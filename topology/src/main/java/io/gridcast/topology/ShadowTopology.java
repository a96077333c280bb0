package io.gridcast.topology;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.KeepReadable;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.flow.Streams;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.shadow.ShadowConfig;
import io.gridcast.topology.shadow.ShadowLogic;
import io.gridcast.topology.time.Broadcast;
import io.gridcast.topology.time.Origins;
import io.gridcast.topology.time.TaskLogic;
import io.gridcast.topology.time.TickTarget;
import io.gridcast.topology.time.TimedStep;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Scores models in shadow on what the champion saw.
 *
 * <pre>
 * grid.series, models.deployments ─▶ keep-readable ─▶ broadcast ─▶ (control-streams: to every partition) ─┐
 * features.scored ────────────────────────────────────────────────────────────────────────────────────────┴▶ score-shadows
 *
 * score-shadows ─▶ forecasts.shadow, data.quality, models.commands (takes out a shadow that fails)
 * </pre>
 *
 * <p>An application of its own: a shadow that is slow, throws or hangs may lag, and no forecast ever waits for it.
 */
public final class ShadowTopology {
    /** The application's id. */
    public static final String APPLICATION_ID = "gridcast-shadow";

    private static final String KEEP_READABLE = "keep-readable";
    private static final String CONTROL_STREAMS = "control-streams";
    private static final List<Topic<?>> OUTPUTS =
            List.of(Topics.FORECASTS_SHADOW, Topics.DATA_QUALITY, Topics.MODELS_COMMANDS);

    private final ShadowConfig config;
    private final Codecs codecs;
    private final ModelShelf shelf;
    private final TaskLogic.Around around;

    /** @param shelf where models are found; best one whose models give up in time */
    public ShadowTopology(ShadowConfig config, Codecs codecs, ModelShelf shelf) {
        this(config, codecs, shelf, TaskLogic.Around.NOTHING);
    }

    /**
     * As above.
     *
     * @param around put around the logic of each task
     */
    public ShadowTopology(ShadowConfig config, Codecs codecs, ModelShelf shelf, TaskLogic.Around around) {
        this.around = around;
        this.config = config;
        this.codecs = codecs;
        this.shelf = shelf;
    }

    /** The data flow; each step is one private method below, in this order. */
    public Topology build() {
        var builder = new StreamsBuilder();
        KStream<Route, byte[]> control = keepReadable(builder);
        KStream<Route, byte[]> features = Streams.read(builder, Topics.FEATURES_SCORED);
        KStream<Route, byte[]> scored = scoreShadows(features.merge(broadcast(control), Named.as("merge-inputs")));

        Streams.write(scored, OUTPUTS);
        Streams.write(control, Topics.DEAD_LETTERS, KEEP_READABLE);
        Streams.write(scored, Topics.DEAD_LETTERS, Steps.SCORE_SHADOWS);
        return builder.build();
    }

    /** What cannot be read is set aside once, here, and not once more by every partition behind the broadcast. */
    private KStream<Route, byte[]> keepReadable(StreamsBuilder builder) {
        return keepReadable(builder, Topics.GRID_SERIES, config.seriesPartitions())
                .merge(keepReadable(builder, Topics.MODELS_DEPLOYMENTS, 1), Named.as("merge-control"));
    }

    private KStream<Route, byte[]> keepReadable(StreamsBuilder builder, Topic<?> topic, int partitions) {
        var keep = new KeepReadable(KEEP_READABLE, topic, codecs, partitions, config.maxRecordBytes());
        return Streams.read(builder, topic).process(keep, Named.as(KEEP_READABLE + "-" + topic.name()));
    }

    private KStream<Route, byte[]> broadcast(KStream<Route, byte[]> control) {
        KStream<Route, byte[]> sent = control.filter(
                        (route, value) -> route.leadsTo(Route.NOWHERE), Named.as("to-broadcast"))
                .process(new Broadcast(CONTROL_STREAMS), Named.as("broadcast-control"));
        return Streams.repartition(sent, CONTROL_STREAMS, config.seriesPartitions());
    }

    private KStream<Route, byte[]> scoreShadows(KStream<Route, byte[]> inputs) {
        var origins = new Origins()
                .tasks(Topics.FEATURES_SCORED.name(), Steps::ofForecasts)
                .broadcast(Topics.GRID_SERIES.name(), config.seriesPartitions())
                .broadcast(Topics.MODELS_DEPLOYMENTS.name(), 1);
        var step = new TimedStep(
                Steps.SCORE_SHADOWS,
                origins,
                List.of(TickTarget.samePartition(Topics.FORECASTS_SHADOW.name())),
                ShadowLogic.stores(),
                codecs,
                config.maxRecordBytes(),
                around.around(Steps.SCORE_SHADOWS, ShadowLogic.factory(config, shelf)));
        return inputs.process(step, Named.as(Steps.SCORE_SHADOWS));
    }
}
