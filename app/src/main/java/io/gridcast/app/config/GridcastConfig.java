package io.gridcast.app.config;

import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.topology.drift.DriftConfig;
import io.gridcast.topology.evaluation.EvaluationConfig;
import io.gridcast.topology.forecast.ForecastConfig;
import io.gridcast.topology.lifecycle.LifecycleConfig;
import io.gridcast.topology.lifecycle.PromotionPolicy;
import io.gridcast.topology.load.LoadObservationConfig;
import io.gridcast.topology.shadow.ShadowConfig;
import io.gridcast.topology.verdict.VerdictConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * Everything that can be configured.
 *
 * @param engine how it runs on Kafka
 * @param partitions of the topics
 * @param load how readings become the load of a series
 * @param forecast when and how far ahead is forecast
 * @param evaluation how forecasts are scored
 * @param drift when drift is said, and asks for a new model
 * @param shadow how shadows are scored
 * @param lifecycle what it takes to change what runs
 * @param modelTimes how long models may take
 * @param http whom it answers over HTTP
 * @param serving what can be asked for over HTTP
 */
public record GridcastConfig(
        EngineConfig engine,
        Partitions partitions,
        LoadObservationConfig load,
        ForecastConfig forecast,
        ShadowConfig shadow,
        EvaluationConfig evaluation,
        DriftConfig drift,
        LifecycleConfig lifecycle,
        ModelTimeLimits modelTimes,
        HttpConfig http,
        ServingSettings serving) {
    /**
     * Reads all settings; unknown keys are refused.
     *
     * @param byDefault partitions where nothing is set
     * @throws io.gridcast.core.check.ExplainedException that names every problem
     */
    public static GridcastConfig read(Settings settings, Partitions byDefault) {
        Partitions partitions = partitions(settings, byDefault);
        EngineConfig engine = EngineConfig.read(settings);
        LoadObservationConfig load = load(settings, partitions, engine.maxRecordBytes());
        ForecastConfig forecast = forecast(settings, partitions, engine.maxRecordBytes());
        LifecycleConfig lifecycle = lifecycle(settings, engine.maxRecordBytes());
        EvaluationConfig evaluation = evaluation(settings, partitions, engine.maxRecordBytes())
                .judging(verdicts(settings, lifecycle.policy()));
        DriftConfig drift = drift(settings);
        ModelTimeLimits modelTimes = modelTimes(settings);
        HttpConfig http = HttpSettings.read(settings);
        ServingSettings serving = ServingSettings.read(settings);
        settings.requireAllKnown();
        var shadow = new ShadowConfig(partitions.series(), forecast.maxFaults(), engine.maxRecordBytes());
        return new GridcastConfig(
                engine, partitions, load, forecast, shadow, evaluation, drift, lifecycle, modelTimes, http, serving);
    }

    /** The same, with others whose packs are published. */
    public GridcastConfig trusting(PackTrust others) {
        return new GridcastConfig(
                engine,
                partitions,
                load,
                forecast,
                shadow,
                evaluation,
                drift,
                lifecycle.trusting(others),
                modelTimes,
                http,
                serving);
    }

    private static Partitions partitions(Settings settings, Partitions byDefault) {
        int meters = settings.whole("partitions.meters", byDefault.meters(), "Partitions of the topics keyed by meter");
        int series =
                settings.whole("partitions.series", byDefault.series(), "Partitions of the topics keyed by series");
        int zones = settings.whole("partitions.zones", byDefault.zones(), "Partitions of the topics keyed by zone");
        return settings.make(() -> new Partitions(meters, series, zones));
    }

    private static LoadObservationConfig load(Settings settings, Partitions partitions, int maxRecordBytes) {
        LoadObservationConfig standard = LoadObservationConfig.of(partitions.meters(), partitions.series());
        Duration grace = settings.duration(
                "readings.grace", standard.grace(), "How long after its end a slot waits for what is missing");
        Duration late = settings.duration(
                "readings.late", standard.late(), "How old an interval may be for a reading of it still to be used");
        Duration tolerance = settings.duration(
                "readings.tolerance", standard.tolerance(), "How far ahead of the clock a publisher's clock may be");
        int stuck = settings.whole(
                "readings.stuck",
                standard.stuckIntervals(),
                "How many intervals of one value, other than zero, make a meter stuck");
        Duration hold =
                settings.duration("scada.hold", standard.scadaHold(), "How long a SCADA measurement holds at most");
        int cached = settings.whole(
                "readings.cached-meters",
                standard.cachedMeters(),
                "Days of meters kept decoded in heap, for each task");
        return settings.make(() -> new LoadObservationConfig(
                partitions.meters(), partitions.series(), grace, late, tolerance, stuck, hold, cached, maxRecordBytes));
    }

    private static ForecastConfig forecast(Settings settings, Partitions partitions, int maxRecordBytes) {
        ForecastConfig standard = ForecastConfig.defaults(partitions.series(), partitions.zones());
        Duration every = settings.duration(
                "forecast.every", standard.every(), "How often a load forecast is issued; divides a day");
        Duration horizon = settings.duration(
                "forecast.horizon", standard.horizon(), "How far ahead load is forecast; a multiple of forecast.every");
        Duration patience = settings.duration(
                "forecast.patience",
                standard.patience(),
                "How long an issue waits for its last slot to close; longer than the grace of a slot");
        LocalTime gate = settings.timeOfDay(
                "price.gate-closure", standard.gateClosure(), "Local time at which the day-ahead auction closes");
        Duration gateLead = settings.duration(
                "price.gate-lead", standard.gateLead(), "How long before the gate the price forecast is issued");
        Instant from = settings.instant(
                "forecast.from", standard.from(), "No forecast is issued before: what lies before is history");
        int maxFaults = settings.whole(
                "models.max-faults",
                standard.maxFaults(),
                "How many faults take a model out, in one task, since it took its role");
        Duration keepPrevious = settings.duration(
                "models.keep-previous",
                standard.keepPrevious(),
                "How long a new champion must go without a fault before the one before it is let go");
        boolean isFused = settings.flag(
                "forecast.fusion",
                standard.isFused(),
                "Whether linear autoregressions, similar days and models in the role of an expert are mixed with the champion");
        boolean isCalibrated = settings.flag(
                "forecast.calibration",
                standard.isCalibrated(),
                "Whether the bands of forecasts are calibrated online by what then happened");
        double spikeAlerts = settings.number(
                "spikes.alerts-per-week",
                standard.spikeAlertsPerWeek(),
                "How many alerts of price spikes there may be a week, for each zone and event");
        int blocks = settings.whole(
                "windows.blocks-in-heap",
                standard.blocksInHeap(),
                "Days of channels kept decoded in heap, for each task");
        return settings.make(() -> new ForecastConfig(
                partitions.series(),
                partitions.zones(),
                every,
                horizon,
                patience,
                gate,
                gateLead,
                from,
                maxFaults,
                keepPrevious,
                isFused,
                isCalibrated,
                spikeAlerts,
                maxRecordBytes,
                blocks));
    }

    private static EvaluationConfig evaluation(Settings settings, Partitions partitions, int maxRecordBytes) {
        EvaluationConfig standard = EvaluationConfig.defaults(partitions.series(), partitions.zones());
        Duration grace = settings.duration(
                "evaluation.grace", standard.grace(), "How long after its end a UTC day is first scored");
        Duration late = settings.duration(
                "evaluation.late",
                standard.late(),
                "How long after the end of a slot a late or corrected value still gives a revised score; whole days");
        int runs = settings.whole(
                "evaluation.runs-in-heap", standard.runsInHeap(), "Forecasts kept decoded in heap, for each task");
        int blocks = settings.whole(
                "evaluation.blocks-in-heap",
                standard.blocksInHeap(),
                "Days of channels kept decoded in heap, for each task of the evaluation");
        return settings.make(() -> new EvaluationConfig(
                partitions.series(),
                partitions.zones(),
                grace,
                late,
                maxRecordBytes,
                runs,
                blocks,
                standard.verdicts()));
    }

    private static VerdictConfig verdicts(Settings settings, PromotionPolicy policy) {
        VerdictConfig standard = VerdictConfig.defaults();
        double alpha = settings.number(
                "verdict.alpha",
                standard.alpha(),
                "Allowed probability that an equal model is ever called better or worse than the champion");
        double margin = settings.number(
                "verdict.margin",
                standard.margin(),
                "By how much a challenger must be better, as a fraction of what the champion usually loses");
        Duration patience = settings.duration(
                "verdict.patience",
                standard.patience(),
                "How long after its end a UTC day waits for slower models before it is judged; longer than"
                        + " evaluation.grace");
        return settings.make(() -> new VerdictConfig(alpha, margin, patience, policy));
    }

    private static LifecycleConfig lifecycle(Settings settings, int maxRecordBytes) {
        LifecycleConfig standard = LifecycleConfig.trustingOnly(TrustedPacks.read(settings));
        PromotionPolicy policy = settings.choice(
                "promotion.policy",
                standard.policy(),
                "What follows when the sequential test finds a challenger better: report, approve (its promotion waits for a"
                        + " person) or auto");
        boolean fourEyes = settings.flag(
                "promotion.four-eyes",
                standard.isApprovalRequired(),
                "Whether a champion is replaced only once a second person has approved it");
        return settings.make(() -> new LifecycleConfig(policy, fourEyes, standard.trust(), maxRecordBytes));
    }

    private static ModelTimeLimits modelTimes(Settings settings) {
        ModelTimeLimits standard = ModelTimeLimits.defaults();
        Duration score =
                settings.duration("models.time-limit", standard.score(), "How long a model may take for one forecast");
        int maxOverruns = settings.whole(
                "models.max-overruns",
                standard.maxOverruns(),
                "How often a model may take longer before it is taken out");
        Duration hang = settings.duration(
                "models.hang-limit",
                standard.hang(),
                "After which a champion is held to hang, and the instance is started again without it");
        Duration patience = settings.duration(
                "models.shadow-patience", standard.shadowPatience(), "After which a shadow's forecast is given up");
        return settings.make(() -> new ModelTimeLimits(score, maxOverruns, hang, patience));
    }

    private static DriftConfig drift(Settings settings) {
        DriftConfig standard = DriftConfig.DEFAULT;
        Duration falseAlarm = settings.duration(
                "drift.false-alarm-every",
                standard.falseAlarmEvery(),
                "Mean time between false alarms of each drift detector on each series; at least 90 days");
        Duration every = settings.duration(
                "retraining.every", standard.retrainEvery(), "Age of a champion at which a new model is asked for");
        Duration debounce = settings.duration(
                "retraining.debounce",
                standard.debounce(),
                "How long drift events of a scope are gathered into one request for a new model");
        Duration coolDown = settings.duration(
                "retraining.cool-down",
                standard.coolDown(),
                "No second request for a scope's model comes by drift within this time");
        return settings.make(() -> new DriftConfig(falseAlarm, every, debounce, coolDown));
    }
}
