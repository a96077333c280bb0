package io.gridcast.topology;

import io.gridcast.serdes.PartitionGroup;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.KeepReadable;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.flow.Streams;
import io.gridcast.topology.forecast.ForecastConfig;
import io.gridcast.topology.forecast.ForecastLogic;
import io.gridcast.topology.models.ModelShelf;
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
 * Turns what is known into forecasts.
 *
 * <pre>
 * grid.series, weather.*, market.*, models.deployments ─▶ keep-readable ─▶ broadcast ─▶ (zone-streams: to every partition) ─┐
 * grid.load.observed ────────────────────────────────────────────────────────────────────────────────────────────────────────┴▶ forecast-series
 *
 * forecast-series ─▶ forecasts, forecasts.shadow (fallback rungs), features.scored, price.spikes, models.readiness, data.quality,
 *                     models.commands (takes out a model that fails)
 * </pre>
 *
 * <p>Zone streams go to every partition, so that each task joins them locally and in time order; no global table is read at an undefined
 * time.
 */
public final class ForecastTopology {
    /** The application's id. */
    public static final String APPLICATION_ID = "gridcast-forecast";

    private static final String KEEP_READABLE = "keep-readable";
    private static final String ZONE_STREAMS = "zone-streams";
    private static final List<Topic<?>> BROADCAST = List.of(
            Topics.GRID_SERIES,
            Topics.WEATHER_OBSERVED,
            Topics.WEATHER_FORECAST,
            Topics.MARKET_PRICES,
            Topics.MARKET_OUTLOOK,
            Topics.MODELS_DEPLOYMENTS);
    private static final List<Topic<?>> OUTPUTS = List.of(
            Topics.FORECASTS,
            Topics.FORECASTS_SHADOW,
            Topics.FEATURES_SCORED,
            Topics.PRICE_SPIKES,
            Topics.MODELS_READINESS,
            Topics.MODELS_COMMANDS,
            Topics.DATA_QUALITY);

    private final ForecastConfig config;
    private final Codecs codecs;
    private final ModelShelf shelf;
    private final TaskLogic.Around around;

    /** @param shelf where models are found; shared by all tasks of the process */
    public ForecastTopology(ForecastConfig config, Codecs codecs, ModelShelf shelf) {
        this(config, codecs, shelf, TaskLogic.Around.NOTHING);
    }

    /**
     * As above.
     *
     * @param around put around the logic of each task
     */
    public ForecastTopology(ForecastConfig config, Codecs codecs, ModelShelf shelf, TaskLogic.Around around) {
        this.around = around;
        this.config = config;
        this.codecs = codecs;
        this.shelf = shelf;
    }

    /** The data flow; each step is one private method below, in this order. */
    public Topology build() {
        var builder = new StreamsBuilder();
        KStream<Route, byte[]> zones = keepReadable(builder);
        KStream<Route, byte[]> loads = Streams.read(builder, Topics.LOAD_OBSERVED);
        KStream<Route, byte[]> made = forecastSeries(loads.merge(broadcast(zones), Named.as("merge-inputs")));

        Streams.write(made, OUTPUTS);
        Streams.write(zones, Topics.DEAD_LETTERS, KEEP_READABLE);
        Streams.write(made, Topics.DEAD_LETTERS, Steps.FORECAST_SERIES);
        return builder.build();
    }

    /** What cannot be read is set aside once, here, and not once more by every partition behind the broadcast. */
    private KStream<Route, byte[]> keepReadable(StreamsBuilder builder) {
        KStream<Route, byte[]> all = keepReadable(builder, BROADCAST.get(0));
        for (Topic<?> topic : BROADCAST.subList(1, BROADCAST.size())) {
            all = all.merge(keepReadable(builder, topic), Named.as("with-" + topic.name()));
        }
        return all;
    }

    private KStream<Route, byte[]> keepReadable(StreamsBuilder builder, Topic<?> topic) {
        var keep =
                new KeepReadable(KEEP_READABLE, topic, codecs, partitions(topic.partitions()), config.maxRecordBytes());
        return Streams.read(builder, topic).process(keep, Named.as(KEEP_READABLE + "-" + topic.name()));
    }

    private KStream<Route, byte[]> broadcast(KStream<Route, byte[]> zones) {
        KStream<Route, byte[]> sent = zones.filter(
                        (route, value) -> route.leadsTo(Route.NOWHERE), Named.as("to-broadcast"))
                .process(new Broadcast(ZONE_STREAMS), Named.as("broadcast-zones"));
        return Streams.repartition(sent, ZONE_STREAMS, config.seriesPartitions());
    }

    private KStream<Route, byte[]> forecastSeries(KStream<Route, byte[]> inputs) {
        var step = new TimedStep(
                Steps.FORECAST_SERIES,
                origins(),
                List.of(
                        TickTarget.samePartition(Topics.FORECASTS.name()),
                        TickTarget.samePartition(Topics.FORECASTS_SHADOW.name()),
                        TickTarget.samePartition(Topics.FEATURES_SCORED.name())),
                ForecastLogic.stores(config),
                codecs,
                config.maxRecordBytes(),
                around.around(Steps.FORECAST_SERIES, ForecastLogic.factory(config, shelf)));
        return inputs.process(step, Named.as(Steps.FORECAST_SERIES));
    }

    private Origins origins() {
        var origins = new Origins().tasks(Topics.LOAD_OBSERVED.name(), Steps::ofObservedLoads);
        for (Topic<?> topic : BROADCAST) {
            origins.broadcast(topic.name(), partitions(topic.partitions()));
        }
        return origins;
    }

    private int partitions(PartitionGroup group) {
        return switch (group) {
            case SERIES -> config.seriesPartitions();
            case ZONES -> config.zonePartitions();
            case CONTROL -> 1;
            case METERS -> throw new IllegalStateException("meters are not broadcast");
        };
    }
}
