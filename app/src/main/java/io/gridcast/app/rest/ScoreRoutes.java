package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.SCORE;

import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.app.serving.Question;
import io.gridcast.core.forecast.ForecastScore.Window;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedKey;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** {@code /v1/series/ID/scores}: how good each model was, by lead time. */
final class ScoreRoutes implements Routes {
    private static final Duration USUAL = Duration.ofDays(31);

    private final Rest rest;

    ScoreRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/series/{seriesId}/scores", this::scores);
    }

    private byte[] scores(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.TARGET, "window", Parameters.FROM, Parameters.TO);
        String id = parameters.path("seriesId");
        Target target = parameters.target();
        Window window = parameters.choice("window", List.of(Window.values()), Window.D7);
        boolean isNewest = parameters.time(Parameters.FROM).isEmpty()
                && parameters.time(Parameters.TO).isEmpty();
        List<Found> newest =
                reading.ask(reading.newestAmong(ServedStores.SERIES, SCORE, id, target.name(), window.name()));
        ForecastRoutes.requireKnown(reading, id, newest);
        List<Found> scores = isNewest
                ? newest
                : days(reading, newest, Span.of(parameters, rest.time().get(), USUAL));
        return Items.all(scores, (found, to) -> rest.json().write(Topics.FORECASTS_SCORES, found.value(), to));
    }

    /** All days of each model and lead time there is a newest one of, the newest first. */
    private static List<Found> days(Reading reading, List<Found> newest, Span span) {
        List<Question> questions = newest.stream()
                .map(found -> reading.records(
                        ServedStores.SERIES,
                        span.fromMs(),
                        span.toMs(),
                        Question.MOST,
                        true,
                        SCORE,
                        ServedKey.parts(found.key())))
                .toList();
        List<Found> days = new ArrayList<>();
        reading.ask(questions).forEach(days::addAll);
        days.sort(Comparator.comparingLong(Found::timeMs).reversed().thenComparing(found -> Bytes.wrap(found.key())));
        return days;
    }
}
