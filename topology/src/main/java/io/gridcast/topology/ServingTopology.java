package io.gridcast.topology;

import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.flow.Streams;
import io.gridcast.topology.serving.AtHand;
import io.gridcast.topology.serving.KeepRecords;
import io.gridcast.topology.serving.ServedStores;
import io.gridcast.topology.serving.ServingConfig;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Keeps what the other topologies and the feeds say, so that it can be asked for; writes nothing, and nothing waits for it.
 *
 * <pre>
 * grid.series, grid.load.observed, forecasts, forecasts.shadow,
 *   forecasts.scores, drift.events, data.quality ─────────────▶ keep-series ─▶ [newest-series, records-series]
 * market.prices, market.outlook, price.spikes ────────────────▶ keep-zones ──▶ [newest-zones, records-zones]
 * models.commands, .deployments, .audit, .verdicts ───────────▶ keep-models ─▶ [newest-models, records-models]
 * </pre>
 *
 * <p>An application of its own: whoever asks, however much, never slows a forecast.
 */
public final class ServingTopology {
    /** The application's id. */
    public static final String APPLICATION_ID = "gridcast-serving";

    private static final List<Topic<?>> BY_SERIES = List.of(
            Topics.GRID_SERIES,
            Topics.LOAD_OBSERVED,
            Topics.FORECASTS,
            Topics.FORECASTS_SHADOW,
            Topics.FORECASTS_SCORES,
            Topics.DRIFT_EVENTS,
            Topics.DATA_QUALITY);
    private static final List<Topic<?>> BY_ZONE =
            List.of(Topics.MARKET_PRICES, Topics.MARKET_OUTLOOK, Topics.PRICE_SPIKES);
    private static final List<Topic<?>> OF_MODELS =
            List.of(Topics.MODELS_COMMANDS, Topics.MODELS_DEPLOYMENTS, Topics.MODELS_AUDIT, Topics.MODELS_VERDICTS);

    private final ServingConfig config;
    private final PackTrust trust;
    private final AtHand atHand;
    private final Codecs codecs;

    /**
     * @param trust whose packs are published, as the lifecycle has it: their manifests are shown
     * @param atHand receives what is newest, too
     */
    public ServingTopology(ServingConfig config, PackTrust trust, AtHand atHand, Codecs codecs) {
        this.config = config;
        this.trust = trust;
        this.atHand = atHand;
        this.codecs = codecs;
    }

    /** The data flow. */
    public Topology build() {
        var builder = new StreamsBuilder();
        keep(Streams.read(builder, BY_SERIES), ServedStores.SERIES, "keep-series");
        keep(Streams.read(builder, BY_ZONE), ServedStores.ZONES, "keep-zones");
        keep(Streams.read(builder, OF_MODELS), ServedStores.MODELS, "keep-models");
        return builder.build();
    }

    private void keep(KStream<Route, byte[]> records, ServedStores stores, String step) {
        records.process(new KeepRecords(stores, config, trust, atHand, codecs), Named.as(step));
    }
}
