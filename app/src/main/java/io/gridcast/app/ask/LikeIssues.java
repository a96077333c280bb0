package io.gridcast.app.ask;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The forecasts of a series that were open together, and earlier issues like them: of the same targets, at the same local time of the day.
 * A price forecast is open with a load forecast if it was the newest one then, and of a day still to come.
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
        Forecast lead = like.get(0);
        Instant first = lead.firstSlot().atZone(zone).minusDays(days).toInstant();
        Optional<Forecast> then = lead.target() == Target.LOAD
                ? Optional.ofNullable(loads.get(first))
                : newestPrice(price -> price.firstSlot().equals(first));
        return then.map(found -> like.size() == 1 ? List.of(found) : with(found))
                .filter(found -> areLike(found, like));
    }

    private List<Forecast> with(Forecast load) {
        List<Forecast> together = new ArrayList<>(List.of(load));
        newestPrice(price -> !price.issuedAt().isAfter(load.issuedAt())
                        && price.firstSlot().isAfter(load.issuedAt()))
                .ifPresent(together::add);
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

    private boolean areLike(List<Forecast> some, List<Forecast> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            Forecast one = some.get(i);
            Forecast other = others.get(i);
            Duration longer = one.resolution().multipliedBy(Math.abs(one.horizonSlots() - other.horizonSlots()));
            if (!one.resolution().equals(other.resolution())
                    || longer.compareTo(CLOCK_CHANGE) > 0
                    || days(some.get(0), one) != days(others.get(0), other)) {
                return false;
            }
        }
        return true;
    }

    /** Local days from the beginning of one forecast to that of another. */
    private long days(Forecast from, Forecast to) {
        return ChronoUnit.DAYS.between(day(from), day(to));
    }

    private LocalDate day(Forecast forecast) {
        return forecast.firstSlot().atZone(zone).toLocalDate();
    }
}
