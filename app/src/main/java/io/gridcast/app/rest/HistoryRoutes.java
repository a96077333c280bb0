package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.FORECAST;
import static io.gridcast.topology.serving.ServedKind.LOAD;
import static io.gridcast.topology.serving.ServedKind.OUTLOOK;
import static io.gridcast.topology.serving.ServedKind.PRICE;
import static io.gridcast.topology.serving.ServedKind.SERIES;

import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.app.serving.Question;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/series/ID/history}: forecasts of a given lead time against what happened, slot by slot. */
final class HistoryRoutes implements Routes {
    /** The variable of outlooks that expects the load of a whole zone, as all feeds name it. */
    static final String EXPECTED_LOAD = "load_forecast_mw";

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration USUAL_LEAD = Duration.ofHours(24);
    private static final Duration LONGEST_LEAD = Duration.ofDays(30);
    /** How long before a slot what is said of it can have been said: further than any forecast or outlook reaches. */
    private static final Duration REACH = Duration.ofDays(8);

    private final Rest rest;

    HistoryRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/series/{seriesId}/history", this::history);
    }

    private byte[] history(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.TARGET, Parameters.FROM, Parameters.TO, "lead");
        String id = parameters.path("seriesId");
        Target target = parameters.target();
        Duration lead = parameters.duration("lead", USUAL_LEAD, LONGEST_LEAD);
        Span span = Span.of(parameters, rest.time().get(), USUAL);
        Series series = reading.ask(reading.newest(ServedStores.SERIES, SERIES, id)).stream()
                .map(found -> codecs().decode(Topics.GRID_SERIES, found.value()))
                .findFirst()
                .orElseThrow(Reading::noSeries);
        History history =
                target == Target.LOAD ? loads(reading, series, span, lead) : prices(reading, series, span, lead);
        return Items.all(history.slots(), history::write);
    }

    private History loads(Reading reading, Series series, Span span, Duration lead) {
        String id = series.seriesId();
        List<Question> questions = new ArrayList<>(List.of(
                forecasts(reading, id, Target.LOAD, span, lead),
                reading.records(ServedStores.SERIES, span.fromMs(), span.toMs(), Question.MOST, false, LOAD, id)));
        if (series.isWholeZone()) {
            questions.add(reading.records(
                    ServedStores.ZONES,
                    span.from().minus(REACH).toEpochMilli(),
                    span.toMs(),
                    Question.MOST,
                    true,
                    OUTLOOK,
                    series.priceZone()));
        }
        List<List<Found>> found = reading.ask(questions);
        History history = history(series, span, found.get(0), lead);
        for (Found each : found.get(1)) {
            ObservedLoad load = codecs().decode(Topics.LOAD_OBSERVED, each.value());
            history.happened(each.timeMs(), load.loadMw(), load.resolution());
        }
        if (series.isWholeZone()) {
            found.get(2).forEach(each -> expect(codecs().decode(Topics.MARKET_OUTLOOK, each.value()), history));
        }
        return history;
    }

    private History prices(Reading reading, Series series, Span span, Duration lead) {
        List<List<Found>> found = reading.ask(List.of(
                forecasts(reading, series.seriesId(), Target.PRICE, span, lead),
                reading.records(
                        ServedStores.ZONES,
                        span.fromMs(),
                        span.toMs(),
                        Question.MOST,
                        false,
                        PRICE,
                        series.priceZone(),
                        MarketProduct.DAY_AHEAD.name())));
        History history = history(series, span, found.get(0), lead);
        for (Found each : found.get(1)) {
            MarketPrice price = codecs().decode(Topics.MARKET_PRICES, each.value());
            history.happened(each.timeMs(), price.price(), price.resolution());
        }
        return history;
    }

    private History history(Series series, Span span, List<Found> forecasts, Duration lead) {
        var history = new History(span.from(), span.to(), series.resolution());
        forecasts.forEach(found -> history.forecast(codecs().decode(Topics.FORECASTS, found.value()), lead));
        return history;
    }

    private Question forecasts(Reading reading, String id, Target target, Span span, Duration lead) {
        Instant earliest = span.from().minus(lead).minus(rest.schedule().horizon());
        return reading.records(
                ServedStores.SERIES,
                earliest.toEpochMilli(),
                span.toMs() - lead.toMillis(),
                Question.MOST,
                true,
                FORECAST,
                id,
                target.name());
    }

    /** An outlook counts for slots that had not begun when it was issued. */
    private static void expect(SystemOutlook outlook, History history) {
        int column = outlook.steps().variables().indexOf(EXPECTED_LOAD);
        for (int row = 0; column >= 0 && row < outlook.steps().validAt().size(); row++) {
            Instant at = outlook.steps().validAt().get(row);
            if (!at.isBefore(outlook.issuedAt())) {
                history.expected(at.toEpochMilli(), outlook.steps().value(row, column));
            }
        }
    }

    private Codecs codecs() {
        return rest.json().codecs();
    }
}
