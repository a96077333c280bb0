package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.FORECAST;
import static io.gridcast.topology.serving.ServedKind.SERIES;
import static io.gridcast.topology.serving.ServedKind.SHADOW;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.app.serving.Question;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/series/ID/forecasts…} and {@code /shadows}: the newest, as known at a time, by the name of the run, the list of runs. */
final class ForecastRoutes implements Routes {
    /** What a run is listed without. */
    static final Set<String> VALUES = Set.of("point", "quantiles", "experts");

    private static final int LONGEST_RUN = 300;
    private static final long SHADOW_AGE_MS = Duration.ofDays(2).toMillis();

    private final Rest rest;

    ForecastRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/series/{seriesId}/forecasts/latest", this::latest);
        rest.get(routes, "/series/{seriesId}/forecasts/{runId}", this::byRun);
        rest.get(routes, "/series/{seriesId}/forecasts", this::list);
        rest.get(routes, "/series/{seriesId}/shadows", this::shadows);
    }

    private byte[] latest(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.TARGET, Parameters.AT);
        String id = parameters.path("seriesId");
        Target target = parameters.target();
        Question newest = parameters
                .time(Parameters.AT)
                .map(at -> reading.records(
                        ServedStores.SERIES, 0, at.toEpochMilli() + 1, 1, true, FORECAST, id, target.name()))
                .orElseGet(() -> reading.newest(ServedStores.SERIES, FORECAST, id, target.name()));
        List<Found> found = reading.ask(newest);
        if (found.isEmpty()) {
            requireSeries(reading, id);
            throw new HttpProblem(
                    404,
                    "no forecast of this target is known of the series",
                    "ask for another target or time; forecasts are kept for serving.keep");
        }
        return json(found.get(0));
    }

    private byte[] byRun(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call);
        String id = parameters.path("seriesId");
        String run = parameters.path("runId", LONGEST_RUN);
        return json(find(reading, id, run, rest));
    }

    /** The forecast of a run. */
    static Found find(Reading reading, String id, String run, Rest rest) {
        return RunName.parse(run).stream()
                .flatMap(name -> reading
                        .ask(reading.records(
                                ServedStores.SERIES,
                                name.issuedAt().toEpochMilli(),
                                name.issuedAt().toEpochMilli() + 1,
                                1,
                                false,
                                FORECAST,
                                id,
                                name.target().name()))
                        .stream())
                .filter(found -> rest.json()
                        .codecs()
                        .decode(Topics.FORECASTS, found.value())
                        .runId()
                        .equals(run))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "there is no run of this name",
                        "GET /v1/series/{seriesId}/forecasts lists those that are kept"));
    }

    private byte[] list(Context call, Reading reading) {
        Parameters parameters = Parameters.of(
                call, Parameters.TARGET, Parameters.FROM, Parameters.TO, Parameters.LIMIT, Parameters.AFTER);
        String id = parameters.path("seriesId");
        TimePage page = TimePage.read(
                reading,
                TimePage.Range.newestFirst(parameters),
                ServedStores.SERIES,
                FORECAST,
                id,
                parameters.target().name());
        requireKnown(reading, id, page.found());
        return page.json((found, to) -> rest.json().write(Topics.FORECASTS, found.value(), VALUES, to));
    }

    private byte[] shadows(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.TARGET);
        String id = parameters.path("seriesId");
        List<Found> all = reading.ask(reading.newestAmong(
                ServedStores.SERIES, SHADOW, id, parameters.target().name()));
        requireKnown(reading, id, all);
        long newestMs = all.stream().mapToLong(Found::timeMs).max().orElse(0);
        List<Found> current = all.stream()
                .filter(found -> found.timeMs() >= newestMs - SHADOW_AGE_MS)
                .toList();
        return Items.all(current, (found, to) -> rest.json().write(Topics.FORECASTS_SHADOW, found.value(), to));
    }

    /** Where nothing was found, whether there is such a series at all. */
    static void requireKnown(Reading reading, String id, List<?> found) {
        if (found.isEmpty()) {
            requireSeries(reading, id);
        }
    }

    /** Whether there is such a series. */
    static void requireSeries(Reading reading, String id) {
        if (reading.ask(reading.newest(ServedStores.SERIES, SERIES, id)).isEmpty()) {
            throw Reading.noSeries();
        }
    }

    private byte[] json(Found found) {
        return Json.bytes(to -> rest.json().write(Topics.FORECASTS, found.value(), to));
    }

    /** The parts of a run's name: {@code ES/load/2026-01-01T10:00:00Z}. */
    private record RunName(Target target, Instant issuedAt) {
        static Optional<RunName> parse(String run) {
            String[] parts = run.split("/", -1);
            if (parts.length < 3) {
                return Optional.empty();
            }
            try {
                Target target = Parameters.choice("runId", List.of(Target.LOAD, Target.PRICE), parts[parts.length - 2]);
                Instant issuedAt = Instant.parse(parts[parts.length - 1]);
                return issuedAt.isBefore(Instant.EPOCH)
                        ? Optional.empty()
                        : Optional.of(new RunName(target, Instant.ofEpochMilli(issuedAt.toEpochMilli())));
            } catch (HttpProblem | DateTimeException | ArithmeticException e) {
                return Optional.empty();
            }
        }
    }
}
