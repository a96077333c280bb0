package io.gridcast.topology;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.evaluation.EvaluationConfig;
import io.gridcast.topology.evaluation.EvaluationStores;
import io.gridcast.topology.evaluation.ScoreForecasts;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.flow.Streams;
import io.gridcast.topology.time.Broadcast;
import io.gridcast.topology.time.Origins;
import io.gridcast.topology.time.TickTarget;
import io.gridcast.topology.time.TimedStep;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Joins every forecast with what then happened, and says how good it was.
 *
 * <pre>
 * market.prices, market.outlook ─▶ broadcast ─▶ (zone-streams: a copy to every partition) ─┐
 * grid.series, forecasts, forecasts.shadow, grid.load.observed ────────────────────────────┴▶ score-forecasts ─▶ forecasts.scores
 * </pre>
 *
 * <p>Prices and outlooks of a zone go to every partition, for any series may lie in any zone.
 */
public final class EvaluationTopology {
    /** The application's id. */
    public static final String APPLICATION_ID = "gridcast-evaluation";

    private static final String ZONE_STREAMS = "zone-streams";
    private static final List<Topic<?>> BROADCAST = List.of(Topics.MARKET_PRICES, Topics.MARKET_OUTLOOK);
    private static final List<Topic<?>> BY_SERIES =
            List.of(Topics.GRID_SERIES, Topics.FORECASTS, Topics.FORECASTS_SHADOW, Topics.LOAD_OBSERVED);
    private static final List<Topic<?>> OUTPUTS = List.of(Topics.FORECASTS_SCORES, Topics.DEAD_LETTERS);

    private final EvaluationConfig config;
    private final Codecs codecs;

    public EvaluationTopology(EvaluationConfig config, Codecs codecs) {
        this.config = config;
        this.codecs = codecs;
    }

    /** The data flow; each step is one private method below, in this order. */
    public Topology build() {
        var builder = new StreamsBuilder();
        KStream<Route, byte[]> zones = broadcastZones(builder);
        KStream<Route, byte[]> series = Streams.read(builder, BY_SERIES);
        KStream<Route, byte[]> scores = scoreForecasts(series.merge(zones, Named.as("merge-inputs")));

        Streams.write(scores, OUTPUTS);
        return builder.build();
    }

    private KStream<Route, byte[]> broadcastZones(StreamsBuilder builder) {
        KStream<Route, byte[]> sent =
                Streams.read(builder, BROADCAST).process(new Broadcast(ZONE_STREAMS), Named.as("broadcast-zones"));
        return Streams.repartition(sent, ZONE_STREAMS, config.seriesPartitions());
    }

    private KStream<Route, byte[]> scoreForecasts(KStream<Route, byte[]> inputs) {
        var stores = new EvaluationStores(config);
        var step = new TimedStep(
                Steps.SCORE_FORECASTS,
                origins(),
                List.of(TickTarget.samePartition(Topics.FORECASTS_SCORES.name())),
                stores.all(),
                codecs,
                config.maxRecordBytes(),
                ScoreForecasts.factory(config, stores));
        return inputs.process(step, Named.as(Steps.SCORE_FORECASTS));
    }

    private Origins origins() {
        return new Origins()
                .clock(Topics.GRID_SERIES.name())
                .tasks(Topics.FORECASTS.name(), Steps::ofForecasts)
                .tasks(Topics.FORECASTS_SHADOW.name(), Steps::ofForecasts)
                .tasks(Topics.LOAD_OBSERVED.name(), Steps::ofObservedLoads)
                .broadcast(Topics.MARKET_PRICES.name(), config.zonePartitions())
                .broadcast(Topics.MARKET_OUTLOOK.name(), config.zonePartitions());
    }
}
