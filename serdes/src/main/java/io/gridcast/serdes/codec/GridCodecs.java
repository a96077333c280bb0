package io.gridcast.serdes.codec;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.ScadaQuality;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Codecs of series, meters, readings, loads and findings. */
public final class GridCodecs {
    /** Series. */
    public static final Codec<Series> SERIES = Codec.of("Series", GridCodecs::write, GridCodecs::series);

    /** Meter assignments. */
    public static final Codec<MeterAssignment> METER_ASSIGNMENT =
            Codec.of("MeterAssignment", GridCodecs::write, GridCodecs::meterAssignment);

    /** Meter readings. */
    public static final Codec<MeterReading> METER_READING =
            Codec.of("MeterReading", GridCodecs::write, GridCodecs::meterReading);

    /** SCADA measurements. */
    public static final Codec<ScadaMeasurement> SCADA_MEASUREMENT =
            Codec.of("ScadaMeasurement", GridCodecs::write, GridCodecs::scadaMeasurement);

    /** Observed loads. */
    public static final Codec<ObservedLoad> OBSERVED_LOAD =
            Codec.of("ObservedLoad", GridCodecs::write, GridCodecs::observedLoad);

    /** Quality events. */
    public static final Codec<QualityEvent> QUALITY_EVENT =
            Codec.of("QualityEvent", GridCodecs::write, GridCodecs::qualityEvent);

    private static final Target[] TARGETS = Target.values();
    private static final ReadingQuality[] READING_QUALITIES = ReadingQuality.values();
    private static final ScadaQuality[] SCADA_QUALITIES = ScadaQuality.values();
    private static final LoadQuality[] LOAD_QUALITIES = LoadQuality.values();
    private static final QualityRule[] RULES = QualityRule.values();
    private static final QualityAction[] ACTIONS = QualityAction.values();

    private GridCodecs() {}

    static Target target(AvroReader in) {
        return in.symbol(TARGETS);
    }

    private static void write(Series series, AvroWriter out) {
        out.string(series.seriesId());
        out.string(series.priceZone());
        out.string(series.weatherZone());
        // A set has no order of its own, and equal records must give equal bytes.
        out.list(series.targets().stream().sorted().toList(), (target, o) -> o.symbol(target));
        out.duration(series.resolution());
        out.string(series.timeZone().getId());
        out.string(series.holidayRegion());
        out.float64(series.limitMw());
        out.float64(series.latitude());
        out.float64(series.longitude());
        out.list(series.members(), (member, o) -> o.string(member));
    }

    private static Series series(AvroReader in) {
        return new Series(
                in.string(),
                in.string(),
                in.string(),
                targets(in),
                in.duration(),
                ZoneId.of(in.string()),
                in.string(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.list(1, AvroReader::string));
    }

    private static Set<Target> targets(AvroReader in) {
        List<Target> targets = in.list(1, GridCodecs::target);
        Set<Target> once = Set.copyOf(targets);
        if (once.size() != targets.size()) {
            throw in.malformed("targets hold one twice: " + targets);
        }
        return once;
    }

    private static void write(MeterAssignment assignment, AvroWriter out) {
        out.string(assignment.meterId());
        out.string(assignment.seriesId());
        out.instant(assignment.from());
        boolean isClosed = !assignment.to().equals(Instant.MAX);
        out.present(isClosed);
        if (isClosed) {
            out.instant(assignment.to());
        }
        out.float64(assignment.minimumKw());
        out.float64(assignment.maximumKw());
    }

    private static MeterAssignment meterAssignment(AvroReader in) {
        return new MeterAssignment(
                in.string(),
                in.string(),
                in.instant(),
                in.present() ? in.instant() : Instant.MAX,
                in.float64(),
                in.float64());
    }

    private static void write(MeterReading reading, AvroWriter out) {
        out.string(reading.meterId());
        out.instant(reading.intervalStart());
        out.duration(reading.interval());
        out.float64(reading.energyKwh());
        out.symbol(reading.quality());
    }

    private static MeterReading meterReading(AvroReader in) {
        return new MeterReading(in.string(), in.instant(), in.duration(), in.float64(), in.symbol(READING_QUALITIES));
    }

    private static void write(ScadaMeasurement measurement, AvroWriter out) {
        out.string(measurement.seriesId());
        out.instant(measurement.measuredAt());
        out.float64(measurement.powerMw());
        out.symbol(measurement.quality());
        out.string(measurement.source());
    }

    private static ScadaMeasurement scadaMeasurement(AvroReader in) {
        return new ScadaMeasurement(in.string(), in.instant(), in.float64(), in.symbol(SCADA_QUALITIES), in.string());
    }

    private static void write(ObservedLoad load, AvroWriter out) {
        out.string(load.seriesId());
        out.instant(load.slot());
        out.duration(load.resolution());
        out.float64(load.loadMw());
        out.float64(load.coverage());
        out.symbol(load.quality());
        out.int32(load.revision());
    }

    private static ObservedLoad observedLoad(AvroReader in) {
        return new ObservedLoad(
                in.string(),
                in.instant(),
                in.duration(),
                in.float64(),
                in.float64(),
                in.symbol(LOAD_QUALITIES),
                in.int32());
    }

    private static void write(QualityEvent event, AvroWriter out) {
        out.string(event.subject());
        out.symbol(event.rule());
        out.instant(event.about());
        out.float64(event.value());
        out.float64(event.limit());
        out.symbol(event.action());
        out.string(event.detail());
    }

    private static QualityEvent qualityEvent(AvroReader in) {
        return new QualityEvent(
                in.string(),
                in.symbol(RULES),
                in.instant(),
                in.float64(),
                in.float64(),
                in.symbol(ACTIONS),
                in.string());
    }
}
