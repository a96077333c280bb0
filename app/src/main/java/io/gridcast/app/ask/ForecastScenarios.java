package io.gridcast.app.ask;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Series;
import io.gridcast.core.scenario.EmpiricalCopula;
import io.gridcast.core.scenario.PastIssue;
import io.gridcast.core.scenario.ScenarioPaths;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Draws scenarios from forecasts that were issued: the margins are those of the forecast, the dependence between slots and between load
 * and price is that of what happened within the last issues at the same local time of the day. Only what was known when the forecast was
 * issued is looked at. Thread-safe.
 */
public final class ForecastScenarios {
    private final Platform platform;

    /** Of what lies on this platform. */
    public ForecastScenarios(Platform platform) {
        this.platform = platform;
    }

    /**
     * What is wanted.
     *
     * @param paths how many
     * @param issues how many past issues dependence is learnt from, the newest ones
     * @param seed of the draw
     */
    public record Request(int paths, int issues, long seed) {
        public Request {
            Checks.require(paths > 0, "paths is " + paths + ", must be one at least");
            Checks.require(issues > 1, "issues is " + issues + ", must be two at least");
        }

        /** How many past issues there must be. */
        int least() {
            return Math.min(issues, EmpiricalCopula.LEAST_ISSUES);
        }

        /** How many days back issues are looked for: twice as many as are wanted, for some have gaps. */
        int days() {
            return 2 * issues + 10;
        }
    }

    /**
     * Draws scenarios of the newest forecast of a series.
     *
     * @param at only what was issued until then counts; empty for all
     * @throws ExplainedException if there is no such forecast, or too few like it are over
     */
    public Scenarios draw(String seriesId, Optional<Instant> at, Request request) {
        IssuedForecasts issued = IssuedForecasts.read(platform, seriesId, at);
        Series series = series(seriesId);
        var issues = new LikeIssues(issued, series.timeZone());
        Instant issuedAt = issues.newest().stream()
                .map(Forecast::issuedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Outcomes outcomes =
                Outcomes.read(platform, series, issuedAt.minus(Duration.ofDays(request.days() + 3L)), issuedAt);
        List<Forecast> open = open(issues.newest(), outcomes);
        List<float[]> past = past(issues, open, outcomes, request);
        if (past.size() < request.least()) {
            throw new ExplainedException(
                    past.size() + " issues of " + seriesId + " like that of " + issuedAt + " are over, "
                            + request.least() + " are needed",
                    "dependence between slots is learnt from what happened within them",
                    "ask later, for a forecast at another time of the day (--at), or for fewer issues (--issues)");
        }
        double[][] levels = new EmpiricalCopula(past).draw(request.paths(), new SplittableRandom(request.seed()));
        return new Scenarios(seriesId, issuedAt, past.size(), request.seed(), ScenarioPaths.of(open, levels));
    }

    /** Prices that have been published are no question any more. */
    private static List<Forecast> open(List<Forecast> newest, Outcomes outcomes) {
        return newest.stream()
                .filter(forecast -> forecast == newest.get(0)
                        || PastIssue.levels(forecast, forecast.horizonSlots(), outcomes.of(forecast.target()))
                                .isEmpty())
                .toList();
    }

    /** By issue the levels at which what happened lay, all targets one after the other; the newest issues first. */
    private static List<float[]> past(LikeIssues issues, List<Forecast> open, Outcomes outcomes, Request request) {
        List<float[]> past = new ArrayList<>();
        for (int days = 1; days <= request.days() && past.size() < request.issues(); days++) {
            issues.before(open, days)
                    .flatMap(then -> levels(then, open, outcomes))
                    .ifPresent(past::add);
        }
        return past;
    }

    private static Optional<float[]> levels(List<Forecast> then, List<Forecast> open, Outcomes outcomes) {
        float[] all = {};
        for (int i = 0; i < open.size(); i++) {
            Optional<float[]> levels = PastIssue.levels(
                    then.get(i),
                    open.get(i).horizonSlots(),
                    outcomes.of(open.get(i).target()));
            if (levels.isEmpty()) {
                return levels;
            }
            int from = all.length;
            all = Arrays.copyOf(all, from + levels.get().length);
            System.arraycopy(levels.get(), 0, all, from, levels.get().length);
        }
        return Optional.of(all);
    }

    private Series series(String seriesId) {
        var found = new AtomicReference<Series>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .valuesOf(Topics.GRID_SERIES, seriesId, (series, at) -> found.set(series)));
        Series series = found.get();
        if (series == null) {
            throw new ExplainedException(
                    seriesId + " is not on " + Topics.GRID_SERIES.name(),
                    "its time zone and the zone of its prices are not known",
                    "publish the series again");
        }
        return series;
    }
}
