package io.gridcast.topology.drift;

import io.gridcast.core.drift.DriftCause;
import io.gridcast.core.drift.ExpectedError;
import io.gridcast.core.drift.Finding;
import io.gridcast.core.drift.ReferenceBuilder;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import io.gridcast.topology.drift.DriftStores.Known;
import io.gridcast.topology.drift.DriftStores.WatchedDay;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.models.Publications;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches the champion of each target of a series: what it is fed, what it puts out, how it errs, each in its own words where others are
 * mixed with them. A UTC day of issues ends at the
 * first tick after it; its features go to the detectors, then what is due of errors.
 *
 * <p>Unreadable records are set aside by the step that scores forecasts; here they are left out.
 */
public final class WatchDrift implements TaskLogic {
    /** Its stores. */
    public static final List<StoreDefinition<?>> STORES = DriftStores.ALL;

    private static final String CHAMPION = "champion";

    private final Codecs codecs;
    private final Ledger<String, String> zones;
    private final Ledger<Watched, Integer> openDays;
    private final Table<WatchedDay, DriftDay> days;
    private final Table<Watched, DriftWatch> watches;
    private final Table<Known, ModelReferences> references;
    private final Publications published;
    private final DayEnd dayEnd;
    private final DriftSpeaker speaker;
    private final double years;
    /** Features of the forecasts that come with them at the same tick. */
    private final Map<Watched, ScoredFeatures> scored = new TreeMap<>();

    /** What models said on their own at the same tick. */
    private final Map<Words, Forecast> said = new HashMap<>();

    private final List<ForecastScore> scores = new ArrayList<>();

    private WatchDrift(Task task, DriftConfig config, PackTrust trust) {
        codecs = task.outbox().codecs();
        zones = task.store(DriftStores.ZONES);
        openDays = task.store(DriftStores.OPEN_DAYS);
        days = task.store(DriftStores.DAYS);
        watches = task.store(DriftStores.WATCHES);
        references = task.store(DriftStores.REFERENCES);
        published = new Publications(task.store(DriftStores.PUBLISHED), trust);
        years = config.falseAlarmYears();
        speaker = new DriftSpeaker(task.outbox(), zones);
        dayEnd = new DayEnd(references, speaker, years);
    }

    private record Words(String runId, ModelRef model) {}

    /**
     * Makes the logic of each task.
     *
     * @param trust whose packs are published
     */
    public static Factory factory(DriftConfig config, PackTrust trust) {
        return task -> new WatchDrift(task, config, trust);
    }

    @Override
    public void apply(KnownRecord record) {
        String topic = record.topic();
        if (topic.equals(Topics.FEATURES_SCORED.name())) {
            ScoredFeatures features = decode(Topics.FEATURES_SCORED, record);
            scored.put(new Watched(features.seriesId(), features.target()), features);
        } else if (topic.equals(Topics.FORECASTS_SHADOW.name())) {
            Forecast forecast = decode(Topics.FORECASTS_SHADOW, record);
            if (forecast.role() == ModelRole.EXPERT) {
                said.put(new Words(forecast.runId(), forecast.model()), forecast);
            }
        } else if (topic.equals(Topics.FORECASTS.name())) {
            issued(decode(Topics.FORECASTS, record));
        } else if (topic.equals(Topics.FORECASTS_SCORES.name())) {
            keep(decode(Topics.FORECASTS_SCORES, record));
        } else if (topic.equals(Topics.LOAD_OBSERVED.name())) {
            observed(decode(Topics.LOAD_OBSERVED, record));
        } else if (topic.equals(Topics.GRID_SERIES.name())) {
            Series series = decode(Topics.GRID_SERIES, record);
            zones.put(series.seriesId(), series.priceZone());
        } else if (topic.equals(Topics.MODELS_COMMANDS.name())) {
            learn(decode(Topics.MODELS_COMMANDS, record));
        } else {
            throw new IllegalArgumentException("drift is not watched in records of " + topic);
        }
    }

    @Override
    public void tick(long tickMs) {
        scored.clear();
        said.clear();
        int today = ReferenceBuilder.day(tickMs);
        openDays.copy().forEach((watched, day) -> {
            if (day < today) {
                endDay(watched, day, today, tickMs);
            }
        });
        for (ForecastScore score : scores) {
            judge(score, tickMs);
        }
        scores.clear();
    }

    private void endDay(Watched watched, int day, int today, long tickMs) {
        var key = new WatchedDay(watched, day);
        DriftDay ended = days.get(key);
        if (ended != null) {
            DriftWatch watch = watch(watched);
            dayEnd.end(watched, day, ended, watch, tickMs);
            watches.put(watched, watch);
            days.delete(key);
        }
        if (days.get(new WatchedDay(watched, today)) == null) {
            openDays.remove(watched);
        } else {
            openDays.put(watched, today);
        }
    }

    private void issued(Forecast forecast) {
        if (forecast.role() != ModelRole.CHAMPION) {
            return;
        }
        var watched = new Watched(forecast.seriesId(), forecast.target());
        DriftWatch watch = watch(watched);
        watch.health()
                .issued(forecast.missingInputs().stream()
                        .filter(input -> !input.equals(CHAMPION))
                        .toList());
        watch.mixed(!forecast.experts().isEmpty());
        watches.put(watched, watch);
        var key =
                new WatchedDay(watched, ReferenceBuilder.day(forecast.issuedAt().toEpochMilli()));
        DriftDay known = days.get(key);
        DriftDay day = known == null ? new DriftDay() : known;
        if (forecast.rung().number() <= Rung.CHAMPION_STALE_INPUTS.number()) {
            day.madeBy(forecast.model());
            addValues(watched, forecast, day);
        }
        days.put(key, day);
        if (openDays.get(watched) == null) {
            openDays.put(watched, key.day());
        }
    }

    private void addValues(Watched watched, Forecast forecast, DriftDay day) {
        ScoredFeatures features = scored.get(watched);
        ModelReferences known = references.get(new Known(forecast.model(), watched.seriesId()));
        if (!ReferenceBuilder.counts(watched.target(), forecast.issuedAt().toEpochMilli())
                || features == null
                || known == null
                || !features.runId().equals(forecast.runId())
                || features.columns() != known.columns()) {
            return;
        }
        Forecast alone = said.get(new Words(forecast.runId(), forecast.model()));
        Forecast words = alone == null ? forecast : alone;
        float[] own = Quantiles.medians(words.quantileLevels(), words.quantiles());
        float[] matrix = features.matrix();
        for (int row = 0; row < features.rows(); row++) {
            int from = row * known.columns();
            float scale = matrix[from + known.scaleColumn()];
            float output = (own[row] - matrix[from + known.centerColumn()]) / scale;
            for (ModelReferences.Variable variable : known.variables()) {
                boolean isOutput = variable.column() == ModelReferences.OF_NO_COLUMN;
                day.add(variable.name(), isOutput ? output : matrix[from + variable.column()]);
            }
        }
    }

    private void observed(ObservedLoad load) {
        var watched = new Watched(load.seriesId(), Target.LOAD);
        DriftWatch watch = watches.get(watched);
        if (watch != null && load.revision() == 0) {
            watch.health().observed(load.coverage(), load.quality() != LoadQuality.MEASURED);
            watches.put(watched, watch);
        }
    }

    /** The first score of a day counts, over the lead times of the next day. */
    private void keep(ForecastScore score) {
        LeadBucket bucket = score.target() == Target.LOAD
                ? LeadBuckets.DAY_AHEAD_LOAD
                : LeadBuckets.of(score.target()).get(0);
        if ((score.role() == ModelRole.CHAMPION || score.role() == ModelRole.EXPERT)
                && score.window() == ForecastScore.Window.DAY
                && score.revision() == 0
                && score.leadFromHours() == bucket.fromHours()
                && score.leadToHours() == bucket.toHours()) {
            scores.add(score);
        }
    }

    private void judge(ForecastScore score, long tickMs) {
        var watched = new Watched(score.seriesId(), score.target());
        DriftWatch watch = watches.get(watched);
        if (watch == null
                || !watch.model().equals(score.model())
                || watch.isMixed() != (score.role() == ModelRole.EXPERT)) {
            return;
        }
        ModelReferences known = references.get(new Known(watch.model(), watched.seriesId()));
        Optional<ExpectedError> expected = known == null ? Optional.empty() : known.error();
        List<Finding> found = watch.errors().add(score.mae(), expected, years);
        Optional<String> input = dayEnd.raisedInput(watched, watch);
        DriftCause cause = input.isPresent() ? DriftCause.INPUTS_CHANGED : DriftCause.RELATION;
        String detail = input.map(name -> name + " is not distributed as in training")
                .orElse("inputs are as in training, but the errors of " + score.model() + " have risen");
        found.forEach(finding -> speaker.say(watched, watch, finding, cause, detail, tickMs));
        if (found.isEmpty()) {
            watch.errors()
                    .lasting(years)
                    .ifPresent(finding -> speaker.remind(watched, watch, finding, cause, detail, tickMs));
        }
        watches.put(watched, watch);
    }

    /** Learns from what the lifecycle follows; what it refuses it says in the audit. */
    private void learn(ModelCommand command) {
        if (command.kind() == CommandKind.PUBLISH && published.refusal(command).isEmpty()) {
            ModelReferences.of(published.publish(command).manifest())
                    .forEach((series, known) -> references.put(new Known(command.model(), series), known));
        }
    }

    private DriftWatch watch(Watched watched) {
        DriftWatch known = watches.get(watched);
        return known == null ? new DriftWatch() : known;
    }

    private <T> T decode(Topic<T> topic, KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value; " + topic.name() + " takes no tombstones");
        }
        return codecs.decode(topic, value);
    }
}
