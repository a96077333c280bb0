package io.gridcast.app.ask;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The forecasts of one series that were issued, as they lie on the topic.
 *
 * @param forecasts of all its targets, in the order of issue
 */
record IssuedForecasts(String seriesId, List<Forecast> forecasts) {
    IssuedForecasts {
        forecasts = List.copyOf(forecasts);
    }

    /**
     * Reads the topic.
     *
     * @param until what was issued later is left out; empty for none
     * @throws ExplainedException if nothing was forecast of the series
     */
    static IssuedForecasts read(Platform platform, String seriesId, Optional<Instant> until) {
        List<Forecast> found = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).valuesOf(Topics.FORECASTS, seriesId, (forecast, at) -> {
                    if (until.isEmpty() || !forecast.issuedAt().isAfter(until.get())) {
                        found.add(forecast);
                    }
                }));
        if (found.isEmpty()) {
            throw nothing(platform, seriesId, until);
        }
        return new IssuedForecasts(seriesId, found);
    }

    /** The newest one of a target; empty where there is none. */
    Optional<Forecast> newest(Target target) {
        return forecasts.stream()
                .filter(forecast -> forecast.target() == target)
                .reduce((first, second) -> second.issuedAt().isBefore(first.issuedAt()) ? first : second);
    }

    /**
     * The newest one of a target.
     *
     * @throws ExplainedException if there is none
     */
    Forecast requireNewest(Target target) {
        return newest(target)
                .orElseThrow(() -> new ExplainedException(
                        "no " + target.name().toLowerCase(Locale.ROOT) + " of " + seriesId + " was forecast",
                        Topics.FORECASTS.name() + " holds other targets of it alone",
                        "ask for another --target, or for a later --at"));
    }

    private static ExplainedException nothing(Platform platform, String seriesId, Optional<Instant> until) {
        Set<String> names = new TreeSet<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.GRID_SERIES, (series, at) -> names.add(series.seriesId())));
        return new ExplainedException(
                "nothing was forecast of " + seriesId
                        + until.map(at -> " until " + at).orElse(""),
                "there is no such forecast on " + Topics.FORECASTS.name(),
                names.contains(seriesId)
                        ? "ask for a later --at, or see that the engine runs"
                        : "choose one of the series there are: " + String.join(", ", names));
    }
}
