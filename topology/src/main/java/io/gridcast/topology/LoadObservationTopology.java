package io.gridcast.topology;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.DEAD_LETTERS;
import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.METER_READINGS;
import static io.gridcast.serdes.Topics.SCADA_MEASUREMENTS;
import static io.gridcast.topology.flow.Streams.read;
import static io.gridcast.topology.flow.Streams.repartition;
import static io.gridcast.topology.flow.Streams.write;

import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.KeepReadable;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.load.CheckReadings;
import io.gridcast.topology.load.LoadObservationConfig;
import io.gridcast.topology.load.SumSeries;
import io.gridcast.topology.load.SumTotals;
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
 * Turns readings of meters and SCADA measurements into the load of series and of totals.
 *
 * <pre>
 * grid.series ─▶ broadcast-series ─▶ (series-of-meters, to every meter partition) ─┐
 * grid.meters, meter.readings ────────────────────────────────▶ check-readings ◀───┘
 *                                                                │        └─▶ data.quality
 *                                               (partial-sums, by series)
 *                                                                ▼
 * scada.measurements, (series-of-sums, to every one) ──────▶ sum-series ─▶ grid.load.observed, data.quality
 *                                                                │
 *                                               (member-loads, by total)
 *                                                                ▼
 * (series-of-sums) ─────────────────────────────────────────▶ sum-totals ─▶ grid.load.observed, data.quality
 * </pre>
 *
 * <p>Sums are made in two steps, so that a series with ten million meters costs the network no more than one with ten.
 */
public final class LoadObservationTopology {
    /** The application's id. */
    public static final String APPLICATION_ID = "gridcast-load-observation";

    private static final String BROADCAST_SERIES = "broadcast-series";
    private static final String CHECK_READINGS = "check-readings";
    private static final String SERIES_OF_METERS = "series-of-meters";
    private static final String SERIES_OF_SUMS = "series-of-sums";
    private static final String PARTIAL_SUMS = "partial-sums";
    private static final String MEMBER_LOADS = "member-loads";

    private final LoadObservationConfig config;
    private final Codecs codecs;

    /** A topology that has not been built yet. */
    public LoadObservationTopology(LoadObservationConfig config, Codecs codecs) {
        this.config = config;
        this.codecs = codecs;
    }

    /** The data flow; each step is one method below, in this order. */
    public Topology build() {
        var builder = new StreamsBuilder();
        var series = broadcastSeries(read(builder, GRID_SERIES));
        var seriesOfMeters = repartition(series, SERIES_OF_METERS, config.meterPartitions());
        var seriesOfSums = repartition(series, SERIES_OF_SUMS, config.seriesPartitions());

        var checked = checkReadings(read(builder, METER_READINGS), read(builder, GRID_METERS), seriesOfMeters);
        write(checked, DATA_QUALITY, CHECK_READINGS);
        var partialSums = repartition(checked, PARTIAL_SUMS, config.seriesPartitions());

        var summed = sumSeries(partialSums, read(builder, SCADA_MEASUREMENTS), seriesOfSums);
        write(summed, LOAD_OBSERVED, Steps.SUM_SERIES);
        write(summed, DATA_QUALITY, Steps.SUM_SERIES);
        var memberLoads = repartition(summed, MEMBER_LOADS, config.seriesPartitions());

        var totals = sumTotals(memberLoads, seriesOfSums);
        write(totals, LOAD_OBSERVED, Steps.SUM_TOTALS);
        write(totals, DATA_QUALITY, Steps.SUM_TOTALS);

        write(series, DEAD_LETTERS, BROADCAST_SERIES);
        write(checked, DEAD_LETTERS, CHECK_READINGS);
        write(summed, DEAD_LETTERS, Steps.SUM_SERIES);
        write(totals, DEAD_LETTERS, Steps.SUM_TOTALS);
        return builder.build();
    }

    /** Every partition needs every series: meters lie elsewhere than the series that they count towards, members than totals. */
    private KStream<Route, byte[]> broadcastSeries(KStream<Route, byte[]> series) {
        var keep = new KeepReadable(
                BROADCAST_SERIES, GRID_SERIES, codecs, config.seriesPartitions(), config.maxRecordBytes());
        var checked = series.process(keep, Named.as("keep-readable-series"));
        var readable = checked.filter((route, value) -> route.leadsTo(Route.NOWHERE), Named.as("to-broadcast"));
        var forMeters = readable.process(new Broadcast(SERIES_OF_METERS), Named.as("broadcast-series-to-meters"));
        var forSums = readable.process(new Broadcast(SERIES_OF_SUMS), Named.as("broadcast-series-to-sums"));
        return checked.merge(forMeters, Named.as("merge-series-of-meters"))
                .merge(forSums, Named.as("merge-series-of-sums"));
    }

    /** A reading is used at once, in the order of its partition; master data in the order of time. */
    private KStream<Route, byte[]> checkReadings(
            KStream<Route, byte[]> readings, KStream<Route, byte[]> meters, KStream<Route, byte[]> series) {
        var step = new TimedStep(
                CHECK_READINGS,
                new Origins()
                        .clock(METER_READINGS.name())
                        .clock(GRID_METERS.name())
                        .broadcast(GRID_SERIES.name(), config.seriesPartitions()),
                List.of(TickTarget.everyPartition(PARTIAL_SUMS)),
                CheckReadings.stores(config),
                codecs,
                config.maxRecordBytes(),
                task -> new CheckReadings(task, config, PARTIAL_SUMS));
        return readings.merge(meters, Named.as("merge-readings-and-meters"))
                .merge(series, Named.as("merge-readings-and-series"))
                .process(step, Named.as(step.name()));
    }

    /** The same tick from every meter partition: by then all partial sums of the slots that ended before it are here. */
    private KStream<Route, byte[]> sumSeries(
            KStream<Route, byte[]> partialSums, KStream<Route, byte[]> scada, KStream<Route, byte[]> series) {
        var step = new TimedStep(
                Steps.SUM_SERIES,
                new Origins()
                        .step(CHECK_READINGS, config.meterPartitions())
                        .clock(SCADA_MEASUREMENTS.name())
                        .broadcast(GRID_SERIES.name(), config.seriesPartitions()),
                List.of(TickTarget.samePartition(LOAD_OBSERVED.name()), TickTarget.everyPartition(MEMBER_LOADS)),
                SumSeries.stores(),
                codecs,
                config.maxRecordBytes(),
                task -> new SumSeries(task, config, MEMBER_LOADS));
        return partialSums
                .merge(scada, Named.as("merge-sums-and-scada"))
                .merge(series, Named.as("merge-sums-and-series"))
                .process(step, Named.as(step.name()));
    }

    private KStream<Route, byte[]> sumTotals(KStream<Route, byte[]> memberLoads, KStream<Route, byte[]> series) {
        var step = new TimedStep(
                Steps.SUM_TOTALS,
                new Origins()
                        .step(Steps.SUM_SERIES, config.seriesPartitions())
                        .broadcast(GRID_SERIES.name(), config.seriesPartitions()),
                List.of(TickTarget.samePartition(LOAD_OBSERVED.name())),
                SumTotals.stores(),
                codecs,
                config.maxRecordBytes(),
                task -> new SumTotals(task, config));
        return memberLoads.merge(series, Named.as("merge-members-and-series")).process(step, Named.as(step.name()));
    }
}
