package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.OUTLOOK;
import static io.gridcast.topology.serving.ServedKind.PRICE;
import static io.gridcast.topology.serving.ServedKind.SPIKE;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code /v1/zones/ZONE/…}: prices, risks of price spikes, and what the system operator expects. */
final class ZoneRoutes implements Routes {
    private static final Duration USUAL = Duration.ofDays(7);
    /** Outlooks of other variables may lie between. */
    private static final int OUTLOOKS = 500;

    private final Rest rest;

    ZoneRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/zones/{zone}/spikes", this::spikes);
        rest.get(routes, "/zones/{zone}/prices", this::prices);
        rest.get(routes, "/zones/{zone}/outlook", this::outlook);
    }

    private byte[] spikes(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.FROM, Parameters.TO, Parameters.LIMIT, Parameters.AFTER);
        TimePage page = TimePage.read(
                reading, TimePage.Range.newestFirst(parameters), ServedStores.ZONES, SPIKE, parameters.path("zone"));
        return page.json((found, to) -> rest.json().write(Topics.PRICE_SPIKES, found.value(), to));
    }

    private byte[] prices(Context call, Reading reading) {
        Parameters parameters =
                Parameters.of(call, "product", Parameters.FROM, Parameters.TO, Parameters.LIMIT, Parameters.AFTER);
        MarketProduct product = parameters.choice("product", List.of(MarketProduct.values()), MarketProduct.DAY_AHEAD);
        long usualMs = rest.time().get().orElse(Instant.EPOCH).minus(USUAL).toEpochMilli();
        TimePage page = TimePage.read(
                reading,
                TimePage.Range.between(parameters, Math.max(0, usualMs), Long.MAX_VALUE, false),
                ServedStores.ZONES,
                PRICE,
                parameters.path("zone"),
                product.name());
        return page.json((found, to) -> rest.json().write(Topics.MARKET_PRICES, found.value(), to));
    }

    private byte[] outlook(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, "variable", Parameters.AT);
        String zone = parameters.path("zone");
        String variable = parameters.text("variable", 100).orElse(HistoryRoutes.EXPECTED_LOAD);
        long untilMs =
                parameters.time(Parameters.AT).map(at -> at.toEpochMilli() + 1).orElse(Long.MAX_VALUE);
        Found outlook =
                reading.ask(reading.records(ServedStores.ZONES, 0, untilMs, OUTLOOKS, true, OUTLOOK, zone)).stream()
                        .filter(found -> rest.json()
                                .codecs()
                                .decode(Topics.MARKET_OUTLOOK, found.value())
                                .steps()
                                .variables()
                                .contains(variable))
                        .findFirst()
                        .orElseThrow(() -> new HttpProblem(
                                404,
                                "no outlook of this zone with this variable is known",
                                "ask for another zone, variable or time; outlooks are kept for serving.keep"));
        return Json.bytes(to -> rest.json().write(Topics.MARKET_OUTLOOK, outlook.value(), to));
    }
}
