package io.gridcast.tests.replay;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks what the forecasts of a replay cover: a price forecast one whole local delivery day, from midnight to midnight and so of 23,
 * 24 or 25 hours, every day; a load forecast 48 hours from its issue on, every hour.
 */
public final class ForecastDays {
    private static final Duration LOAD_HORIZON = Duration.ofHours(48);
    private static final Duration LOAD_EVERY = Duration.ofHours(1);

    private final Map<String, ZoneId> zones = new HashMap<>();
    private final List<Forecast> forecasts = new ArrayList<>();
    private final SortedMap<String, TreeSet<LocalDate>> priced = new TreeMap<>();
    private final SortedMap<String, TreeSet<Instant>> loads = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ForecastDays() {}

    /** Reads all series and forecasts that are there, and checks them. */
    public static ForecastDays read(Platform platform) {
        var days = new ForecastDays();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.GRID_SERIES, (series, at) -> days.learn(series))
                        .values(Topics.FORECASTS, (forecast, at) -> days.forecasts.add(forecast)));
        days.forecasts.forEach(days::check);
        days.priced.forEach(days::requireEveryDay);
        days.loads.forEach(days::requireEveryHour);
        return days;
    }

    /** What is wrong, a line each; empty if nothing is. */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** The local days of a series whose prices were forecast, by their length in hours. */
    public SortedMap<Long, TreeSet<LocalDate>> pricedDays(String seriesId) {
        SortedMap<Long, TreeSet<LocalDate>> byHours = new TreeMap<>();
        for (LocalDate day : priced.getOrDefault(seriesId, new TreeSet<>())) {
            byHours.computeIfAbsent(hours(day, zone(seriesId)), h -> new TreeSet<>())
                    .add(day);
        }
        return byHours;
    }

    /** The local days of a series at each of whose hours a load was forecast, by their length in hours. */
    public SortedMap<Long, TreeSet<LocalDate>> loadDays(String seriesId) {
        ZoneId zone = zone(seriesId);
        Map<LocalDate, Long> issues = new TreeMap<>();
        for (Instant boundary : loads.getOrDefault(seriesId, new TreeSet<>())) {
            issues.merge(boundary.atZone(zone).toLocalDate(), 1L, Long::sum);
        }
        SortedMap<Long, TreeSet<LocalDate>> byHours = new TreeMap<>();
        issues.forEach((day, count) -> {
            if (count == hours(day, zone)) {
                byHours.computeIfAbsent(count, h -> new TreeSet<>()).add(day);
            }
        });
        return byHours;
    }

    /** The series that were forecast, in order. */
    public TreeSet<String> series() {
        TreeSet<String> all = new TreeSet<>(priced.keySet());
        all.addAll(loads.keySet());
        return all;
    }

    private void learn(Series series) {
        zones.put(series.seriesId(), series.timeZone());
    }

    private void check(Forecast forecast) {
        if (forecast.target() == Target.PRICE) {
            checkPrice(forecast);
        } else {
            checkLoad(forecast);
        }
    }

    private void checkPrice(Forecast forecast) {
        var day = DeliveryDay.of(forecast.firstSlot(), zone(forecast.seriesId()));
        if (!forecast.firstSlot().equals(day.start()) || !end(forecast).equals(day.end())) {
            problems.add(forecast.runId() + " goes from " + forecast.firstSlot() + " to " + end(forecast)
                    + ", must be the local day from " + day.start() + " to " + day.end());
        }
        priced.computeIfAbsent(forecast.seriesId(), id -> new TreeSet<>()).add(day.date());
    }

    private void checkLoad(Forecast forecast) {
        if (!end(forecast).equals(forecast.firstSlot().plus(LOAD_HORIZON))) {
            problems.add(forecast.runId() + " goes from " + forecast.firstSlot() + " to " + end(forecast) + ", must be "
                    + LOAD_HORIZON.toHours() + " h");
        }
        if (!loads.computeIfAbsent(forecast.seriesId(), id -> new TreeSet<>()).add(forecast.firstSlot())) {
            problems.add(forecast.runId() + " is the second forecast from " + forecast.firstSlot() + " on");
        }
    }

    private void requireEveryDay(String seriesId, TreeSet<LocalDate> days) {
        for (LocalDate day = days.first(); day.isBefore(days.last()); day = day.plusDays(1)) {
            if (!days.contains(day)) {
                problems.add("no price of " + seriesId + " was forecast for " + day);
            }
        }
    }

    private void requireEveryHour(String seriesId, TreeSet<Instant> boundaries) {
        for (Instant hour = boundaries.first(); hour.isBefore(boundaries.last()); hour = hour.plus(LOAD_EVERY)) {
            if (!boundaries.contains(hour)) {
                problems.add("no load of " + seriesId + " was forecast at " + hour);
            }
        }
    }

    private ZoneId zone(String seriesId) {
        ZoneId zone = zones.get(seriesId);
        if (zone == null) {
            throw new IllegalStateException(seriesId + " is forecast, but not on " + Topics.GRID_SERIES.name());
        }
        return zone;
    }

    private static long hours(LocalDate day, ZoneId zone) {
        return new DeliveryDay(day, zone).slots(Duration.ofHours(1));
    }

    private static Instant end(Forecast forecast) {
        return forecast.slot(forecast.horizonSlots());
    }
}
