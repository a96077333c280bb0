package io.gridcast.serdes.codec;

import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWriter;
import java.time.LocalDate;

/** Codecs of forecasts, of what they were scored on and of how good they were. */
public final class ForecastCodecs {
    /** Forecasts. */
    public static final Codec<Forecast> FORECAST =
            Codec.of("Forecast", ForecastCodecs::write, ForecastCodecs::forecast);

    /** Scored features. */
    public static final Codec<ScoredFeatures> SCORED_FEATURES =
            Codec.of("ScoredFeatures", ForecastCodecs::write, ForecastCodecs::scoredFeatures);

    /** Spike risks. */
    public static final Codec<SpikeRisk> SPIKE_RISK =
            Codec.of("SpikeRisk", ForecastCodecs::write, ForecastCodecs::spikeRisk);

    /** Scores. */
    public static final Codec<ForecastScore> FORECAST_SCORE =
            Codec.of("ForecastScore", ForecastCodecs::write, ForecastCodecs::forecastScore);

    private static final MarketProduct[] PRODUCTS = MarketProduct.values();
    private static final SpikeEvent.Side[] SIDES = SpikeEvent.Side.values();
    private static final ModelRole[] ROLES = ModelRole.values();
    private static final ForecastScore.Window[] WINDOWS = ForecastScore.Window.values();
    private static final Rung[] RUNGS = Rung.values();

    private ForecastCodecs() {}

    static void write(ModelRef model, AvroWriter out) {
        out.string(model.modelId());
        out.string(model.version());
    }

    static ModelRef modelRef(AvroReader in) {
        return new ModelRef(in.string(), in.string());
    }

    private static void write(Forecast forecast, AvroWriter out) {
        out.string(forecast.seriesId());
        out.symbol(forecast.target());
        out.string(forecast.unit());
        out.string(forecast.runId());
        out.instant(forecast.issuedAt());
        out.instant(forecast.lastSlotKnown());
        out.duration(forecast.resolution());
        out.instant(forecast.firstSlot());
        out.floats(forecast.point());
        out.floats(forecast.quantileLevels());
        out.floats(forecast.quantiles());
        write(forecast.model(), out);
        out.symbol(forecast.role());
        out.symbol(forecast.rung());
        out.list(forecast.missingInputs(), (input, o) -> o.string(input));
        out.float64(forecast.dataCoverage());
        out.string(forecast.schemaFingerprint());
        out.string(forecast.featuresHash());
        out.list(forecast.experts(), (expert, o) -> {
            write(expert.model(), o);
            o.float64(expert.share());
        });
        out.float64(forecast.pointLevel());
    }

    private static Forecast forecast(AvroReader in) {
        return new Forecast(
                in.string(),
                GridCodecs.target(in),
                in.string(),
                in.string(),
                in.instant(),
                in.instant(),
                in.duration(),
                in.instant(),
                in.floats(),
                in.floats(),
                in.floats(),
                modelRef(in),
                in.symbol(ROLES),
                in.symbol(RUNGS),
                in.list(1, AvroReader::string),
                in.float64(),
                in.string(),
                in.string(),
                in.list(10, each -> new ExpertShare(modelRef(each), each.float64())),
                in.float64());
    }

    private static void write(ScoredFeatures features, AvroWriter out) {
        out.string(features.seriesId());
        out.symbol(features.target());
        out.string(features.runId());
        out.instant(features.issuedAt());
        out.instant(features.firstSlot());
        out.duration(features.resolution());
        out.string(features.schemaFingerprint());
        out.int32(features.rows());
        out.int32(features.columns());
        out.packedFloats(features.matrix());
        out.string(features.hash());
        out.string(features.unit());
        out.instant(features.lastSlotKnown());
        out.list(features.missingInputs(), (name, o) -> o.string(name));
        out.float64(features.dataCoverage());
    }

    private static ScoredFeatures scoredFeatures(AvroReader in) {
        var features = new ScoredFeatures(
                in.string(),
                GridCodecs.target(in),
                in.string(),
                in.instant(),
                in.instant(),
                in.duration(),
                in.string(),
                in.int32(),
                in.int32(),
                in.packedFloats(),
                in.string(),
                in.string(),
                in.instant(),
                in.list(1, AvroReader::string),
                in.float64());
        // The record's own check multiplies ints, which could overflow onto the right length.
        if (features.rows() < 0
                || features.columns() < 0
                || (long) features.rows() * features.columns() != features.matrix().length) {
            throw in.malformed("a matrix of " + features.rows() + " × " + features.columns() + " holds "
                    + features.matrix().length + " values");
        }
        return features;
    }

    private static void write(SpikeRisk risk, AvroWriter out) {
        out.string(risk.zone());
        out.string(risk.runId());
        out.instant(risk.issuedAt());
        out.instant(risk.firstSlot());
        out.duration(risk.resolution());
        out.float64(risk.threshold());
        out.floats(risk.probability());
        out.bool(risk.alert());
        write(risk.model(), out);
        out.symbol(risk.product());
        out.symbol(risk.side());
        out.float64(risk.windowProbability());
        out.float64(risk.alertLevel());
        out.instant(risk.lastSlotKnown());
    }

    private static SpikeRisk spikeRisk(AvroReader in) {
        return new SpikeRisk(
                in.string(),
                in.string(),
                in.instant(),
                in.instant(),
                in.duration(),
                in.float64(),
                in.floats(),
                in.bool(),
                modelRef(in),
                in.symbol(PRODUCTS),
                in.symbol(SIDES),
                in.float64(),
                in.float64(),
                in.instant());
    }

    private static void write(ForecastScore score, AvroWriter out) {
        out.string(score.seriesId());
        out.symbol(score.target());
        write(score.model(), out);
        out.symbol(score.role());
        out.int32(Math.toIntExact(score.day().toEpochDay()));
        out.int32(score.leadFromHours());
        out.int32(score.leadToHours());
        out.int32(score.n());
        out.float64(score.mae());
        out.float64(score.rmse());
        out.float64(score.bias());
        out.float64(score.mape());
        out.float64(score.pinball());
        out.float64(score.crps());
        out.float64(score.cover50());
        out.float64(score.cover80());
        out.float64(score.cover90());
        out.float64(score.naiveWeekMae());
        out.float64(score.outlookMae());
        out.int32(score.revision());
        out.symbol(score.window());
    }

    private static ForecastScore forecastScore(AvroReader in) {
        return new ForecastScore(
                in.string(),
                GridCodecs.target(in),
                modelRef(in),
                in.symbol(ROLES),
                LocalDate.ofEpochDay(in.int32()),
                in.int32(),
                in.int32(),
                in.int32(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.int32(),
                in.symbol(WINDOWS));
    }
}
