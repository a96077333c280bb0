package io.gridcast.app.backtest;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.progress.Progress;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import io.gridcast.training.feed.PublishedForecasts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was forecast over a past period, read from the topics after a replay: what was issued, what each expert said, and what others had
 * expected of the same slots.
 *
 * @param subjects by series, load before price; those alone of which something was forecast
 */
public record Backtest(List<Subject> subjects) {
    public Backtest {
        subjects = List.copyOf(subjects);
    }

    /**
     * Reads the topics to their end.
     *
     * @param from slots that begin earlier are not looked at
     * @param to slots that end later are not looked at
     * @throws ExplainedException if nothing was forecast of any slot whose outcome is known
     */
    public static Backtest read(Platform platform, PublishedForecasts published, Instant from, Instant to) {
        Map<String, Subject> subjects = subjects(Truth.read(platform), from, to);
        long[] read = {0};
        try (Progress progress = Progress.onStderr("score", "forecasts", 0)) {
            TopicFollower.readToEnd(
                    platform.cluster().client(),
                    new Subscription(platform.registry())
                            .values(Topics.FORECASTS, (forecast, at) -> {
                                progress.at(++read[0]);
                                subject(subjects, forecast).issued(forecast);
                            })
                            .values(Topics.FORECASTS_SHADOW, (forecast, at) -> {
                                progress.at(++read[0]);
                                subject(subjects, forecast).beside(forecast);
                            }));
        }
        subjects.values().forEach(subject -> subject.end(published));
        List<Subject> forecast = subjects.values().stream()
                .filter(subject -> subject.panels().stream().anyMatch(panel -> !panel.isEmpty()))
                .toList();
        if (forecast.isEmpty()) {
            throw new ExplainedException(
                    "nothing was forecast from " + from + " to " + to + " whose outcome is known",
                    "there is nothing to compare",
                    "choose a longer time: a day ahead is forecast for whole local days");
        }
        return new Backtest(forecast);
    }

    private static Map<String, Subject> subjects(Truth truth, Instant from, Instant to) {
        Map<String, Subject> subjects = new TreeMap<>();
        for (Series series : truth.series()) {
            for (Target target : Target.values()) {
                if (series.targets().contains(target)) {
                    subjects.put(
                            key(series.seriesId(), target), new Subject(new Slots(series, target, truth, from, to)));
                }
            }
        }
        return subjects;
    }

    private static Subject subject(Map<String, Subject> subjects, Forecast forecast) {
        Subject subject = subjects.get(key(forecast.seriesId(), forecast.target()));
        if (subject == null) {
            throw new IllegalStateException(
                    "a forecast of " + forecast.seriesId() + " is on its topic, the series is not");
        }
        return subject;
    }

    private static String key(String seriesId, Target target) {
        return seriesId + "/" + target.ordinal();
    }
}
