package io.gridcast.serdes;

import static io.gridcast.serdes.PartitionGroup.CONTROL;
import static io.gridcast.serdes.PartitionGroup.METERS;
import static io.gridcast.serdes.PartitionGroup.SERIES;
import static io.gridcast.serdes.PartitionGroup.ZONES;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.Series;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.serdes.codec.Codec;
import io.gridcast.serdes.codec.FeedCodecs;
import io.gridcast.serdes.codec.ForecastCodecs;
import io.gridcast.serdes.codec.GridCodecs;
import io.gridcast.serdes.codec.ModelCodecs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue: every public topic, named once. */
public final class Topics {
    private static final Duration MONTH = Duration.ofDays(31);
    private static final Duration QUARTER = Duration.ofDays(93);
    private static final Duration YEAR = Duration.ofDays(400);

    /** What is forecast. Kept for ever. */
    public static final Topic<Series> GRID_SERIES =
            input("grid.series.v1", GridCodecs.SERIES, Series::seriesId, SERIES, Topic.FOR_EVER);

    /** Which meter counts towards which series. Kept for ever. */
    public static final Topic<MeterAssignment> GRID_METERS =
            input("grid.meters.v1", GridCodecs.METER_ASSIGNMENT, MeterAssignment::meterId, METERS, Topic.FOR_EVER);

    /** Readings of meters. */
    public static final Topic<MeterReading> METER_READINGS =
            input("meter.readings.v1", GridCodecs.METER_READING, MeterReading::meterId, METERS, QUARTER);

    /** Measurements of SCADA. */
    public static final Topic<ScadaMeasurement> SCADA_MEASUREMENTS =
            input("scada.measurements.v1", GridCodecs.SCADA_MEASUREMENT, ScadaMeasurement::seriesId, SERIES, QUARTER);

    /** Observations of weather stations. */
    public static final Topic<WeatherObservation> WEATHER_OBSERVED =
            input("weather.observed.v1", FeedCodecs.WEATHER_OBSERVATION, WeatherObservation::zone, ZONES, YEAR);

    /** Runs of weather models. */
    public static final Topic<WeatherForecast> WEATHER_FORECAST =
            input("weather.forecast.v1", FeedCodecs.WEATHER_FORECAST, WeatherForecast::zone, ZONES, YEAR);

    /** Prices. */
    public static final Topic<MarketPrice> MARKET_PRICES =
            input("market.prices.v1", FeedCodecs.MARKET_PRICE, MarketPrice::zone, ZONES, YEAR);

    /** Outlooks of the system operator. */
    public static final Topic<SystemOutlook> MARKET_OUTLOOK =
            input("market.outlook.v1", FeedCodecs.SYSTEM_OUTLOOK, SystemOutlook::zone, ZONES, YEAR);

    /** Model packs, in pieces; the manifest on the last one. */
    public static final Topic<ModelArtifactChunk> MODELS_ARTIFACTS = new Topic<>(
            "models.artifacts.v1",
            ModelCodecs.MODEL_ARTIFACT_CHUNK,
            chunk -> chunk.packHash() + "/" + chunk.number(),
            CONTROL,
            Cleanup.COMPACT,
            Topic.FOR_EVER,
            false,
            false);

    /** What people and policies ask for. Kept for ever, for the audit refers to it. */
    public static final Topic<ModelCommand> MODELS_COMMANDS = input(
            "models.commands.v1",
            ModelCodecs.MODEL_COMMAND,
            command -> command.model().modelId(),
            CONTROL,
            Topic.FOR_EVER);

    /** What runs where. Kept for ever. */
    public static final Topic<Deployment> MODELS_DEPLOYMENTS = output(
            "models.deployments.v1",
            ModelCodecs.DEPLOYMENT,
            deployment -> deployment.scope().toString(),
            CONTROL,
            Topic.FOR_EVER);

    /** Which tasks are ready for a deployment. */
    public static final Topic<Readiness> MODELS_READINESS = input(
            "models.readiness.v1",
            ModelCodecs.READINESS,
            readiness -> readiness.scope() + "/" + readiness.partition(),
            CONTROL,
            MONTH);

    /** The audit chain, all under one key. Kept for ever. */
    public static final Topic<AuditEntry> MODELS_AUDIT =
            output("models.audit.v1", ModelCodecs.AUDIT_ENTRY, entry -> "audit", CONTROL, Topic.FOR_EVER);

    /** Observed loads. */
    public static final Topic<ObservedLoad> LOAD_OBSERVED =
            output("grid.load.observed.v1", GridCodecs.OBSERVED_LOAD, ObservedLoad::seriesId, SERIES, YEAR);

    /** Findings about inputs. */
    public static final Topic<QualityEvent> DATA_QUALITY =
            output("data.quality.v1", GridCodecs.QUALITY_EVENT, QualityEvent::subject, SERIES, QUARTER);

    /** Features that forecasts were scored on. */
    public static final Topic<ScoredFeatures> FEATURES_SCORED =
            output("features.scored.v1", ForecastCodecs.SCORED_FEATURES, ScoredFeatures::seriesId, SERIES, MONTH);

    /** Forecasts. */
    public static final Topic<Forecast> FORECASTS =
            output("forecasts.v1", ForecastCodecs.FORECAST, Forecast::seriesId, SERIES, YEAR);

    /** Forecasts of models in shadow. */
    public static final Topic<Forecast> FORECASTS_SHADOW =
            output("forecasts.shadow.v1", ForecastCodecs.FORECAST, Forecast::seriesId, SERIES, QUARTER);

    /** Risks of price spikes. */
    public static final Topic<SpikeRisk> PRICE_SPIKES =
            output("price.spikes.v1", ForecastCodecs.SPIKE_RISK, SpikeRisk::zone, ZONES, YEAR);

    /** Scores of models. */
    public static final Topic<ForecastScore> FORECASTS_SCORES =
            output("forecasts.scores.v1", ForecastCodecs.FORECAST_SCORE, ForecastScore::seriesId, SERIES, YEAR);

    /** Champion against challenger. */
    public static final Topic<Verdict> MODELS_VERDICTS = output(
            "models.verdicts.v1",
            ModelCodecs.VERDICT,
            verdict -> verdict.scope().toString(),
            CONTROL,
            YEAR);

    /** What detectors found. */
    public static final Topic<DriftEvent> DRIFT_EVENTS =
            output("drift.events.v1", ModelCodecs.DRIFT_EVENT, DriftEvent::seriesId, SERIES, YEAR);

    /** Requests to the trainer. */
    public static final Topic<RetrainingRequest> RETRAINING_REQUESTS = output(
            "retraining.requests.v1",
            ModelCodecs.RETRAINING_REQUEST,
            request -> request.scope().toString(),
            CONTROL,
            YEAR);

    /** What could not be read or processed: the record's own key and value, raw; its story in headers. */
    public static final Topic<byte[]> DEAD_LETTERS =
            new Topic<>("dead.letters.v1", Codec.bytes(), value -> "", CONTROL, Cleanup.DELETE, QUARTER, false, true);

    private static final List<Topic<?>> ALL = List.of(
            GRID_SERIES,
            GRID_METERS,
            METER_READINGS,
            SCADA_MEASUREMENTS,
            WEATHER_OBSERVED,
            WEATHER_FORECAST,
            MARKET_PRICES,
            MARKET_OUTLOOK,
            MODELS_ARTIFACTS,
            MODELS_COMMANDS,
            MODELS_DEPLOYMENTS,
            MODELS_READINESS,
            MODELS_AUDIT,
            LOAD_OBSERVED,
            DATA_QUALITY,
            FEATURES_SCORED,
            FORECASTS,
            FORECASTS_SHADOW,
            PRICE_SPIKES,
            FORECASTS_SCORES,
            MODELS_VERDICTS,
            DRIFT_EVENTS,
            RETRAINING_REQUESTS,
            DEAD_LETTERS);

    private Topics() {}

    /** Every topic, in the order of the design's table. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** The topics that the clock appends its ticks to. */
    public static List<Topic<?>> ticked() {
        return ALL.stream().filter(Topic::isTicked).toList();
    }

    /** The topic of this name, if it is one of ours. */
    public static Optional<Topic<?>> named(String name) {
        for (Topic<?> topic : ALL) {
            if (topic.name().equals(name)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }

    private static <T> Topic<T> input(
            String name, Codec<T> codec, Function<T, String> key, PartitionGroup partitions, Duration retention) {
        return new Topic<>(name, codec, key, partitions, Cleanup.DELETE, retention, true, false);
    }

    private static <T> Topic<T> output(
            String name, Codec<T> codec, Function<T, String> key, PartitionGroup partitions, Duration retention) {
        return new Topic<>(name, codec, key, partitions, Cleanup.DELETE, retention, false, false);
    }
}
