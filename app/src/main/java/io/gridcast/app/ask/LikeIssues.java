package io.gridcast.app.ask;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The forecasts of a series that are open together, and earlier issues like them: of the same targets, as many local days before. A price
 * forecast is open with a load forecast if it is the newest one, and of a day that had not begun when the load was forecast.
 */
final class LikeIssues {
    /** How much an issue may be longer or shorter than another one like it: a day with a clock change is by an hour. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(1);

    private final ZoneId zone;
    private final TreeMap<Instant, Forecast> loads = new TreeMap<>();
    /** In the order of issue. */
    private final List<Forecast> prices = new ArrayList<>();

    LikeIssues(IssuedForecasts issued, ZoneId zone) {
        this.zone = zone;
        for (Forecast forecast : issued.forecasts()) {
            if (forecast.target() == Target.LOAD) {
                loads.put(forecast.firstSlot(), forecast);
            } else {
                prices.add(forecast);
            }
        }
    }

    /** The newest issue: load, and price where it is open; price alone where there are no loads. */
    List<Forecast> newest() {
        if (loads.isEmpty()) {
            return prices.isEmpty() ? List.of() : List.of(prices.get(prices.size() - 1));
        }
        return with(loads.lastEntry().getValue());
    }

    /**
     * The issue like another one some days before it; empty where there was none.
     *
     * @param like forecasts as {@link #newest} gives them
     */
    Optional<List<Forecast>> before(List<Forecast> like, int days) {
        List<Forecast> then = new ArrayList<>();
        for (Forecast forecast : like) {
            Instant first = forecast.firstSlot().atZone(zone).minusDays(days).toInstant();
            Optional<Forecast> found = forecast.target() == Target.LOAD
                    ? Optional.ofNullable(loads.get(first))
                    : newestPrice(price -> price.firstSlot().equals(first));
            found.filter(one -> areLike(one, forecast)).ifPresent(then::add);
        }
        return then.size() == like.size() ? Optional.of(then) : Optional.empty();
    }

    private List<Forecast> with(Forecast load) {
        List<Forecast> together = new ArrayList<>(List.of(load));
        newestPrice(price -> price.firstSlot().isAfter(load.issuedAt())).ifPresent(together::add);
        return together;
    }

    private Optional<Forecast> newestPrice(Predicate<Forecast> which) {
        for (int i = prices.size() - 1; i >= 0; i--) {
            if (which.test(prices.get(i))) {
                return Optional.of(prices.get(i));
            }
        }
        return Optional.empty();
    }

    private static boolean areLike(Forecast one, Forecast other) {
        Duration longer = one.resolution().multipliedBy(Math.abs(one.horizonSlots() - other.horizonSlots()));
        return one.resolution().equals(other.resolution()) && longer.compareTo(CLOCK_CHANGE) <= 0;
    }
}
