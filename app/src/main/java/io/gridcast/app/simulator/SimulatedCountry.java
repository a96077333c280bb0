package io.gridcast.app.simulator;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A small country that never was, and all that its meters, weather service and market tell.
 *
 * <p>Every event is a function of the options and its time: the same options give the same events, byte for byte, in
 * whatever pieces and order the time is asked for. {@code history} and {@code live} tell of the same country: the sum of
 * the meters is the load of the series, so one can follow the other without a step. Time is the caller's; no clock is read.
 *
 * <p>An instance is for one thread at a time.
 */
public final class SimulatedCountry {
    private final SimulatorOptions options;
    private final Truth truth;
    private final MeterFeed meters;
    private final List<EventSource> past;
    private final List<EventSource> present;

    /**
     * Builds the country.
     *
     * @throws ExplainedException if a fault is asked for of something that is not there
     */
    public SimulatedCountry(SimulatorOptions options) {
        this.options = options;
        truth = new Truth(Country.of(options), options.resolution());
        Faults faults = new Faults(options.seed(), options.faults());
        meters = new MeterFeed(truth, faults, options.readingDelay());
        EventSource weather = new WeatherFeed(truth, faults);
        EventSource market = new MarketFeed(truth, faults);
        past = List.of(weather, market, new LoadFeed(truth));
        present = List.of(weather, market, meters);
        requireSubjects();
    }

    /** What it was built with. */
    public SimulatorOptions options() {
        return options;
    }

    /** Feeders, then zones, which are the totals of their feeders and own the price. */
    public List<Series> series() {
        List<Series> feeders = new ArrayList<>();
        List<Series> zones = new ArrayList<>();
        for (Zone zone : truth.country().zones()) {
            double limitMw = 0;
            for (Feeder feeder : zone.feeders()) {
                limitMw += feeder.limitMw();
                feeders.add(series(feeder.name(), zone, Set.of(Target.LOAD), feeder.limitMw(), List.of()));
            }
            List<String> members = zone.feeders().stream().map(Feeder::name).toList();
            zones.add(series(zone.name(), zone, Set.of(Target.LOAD, Target.PRICE), limitMw, members));
        }
        feeders.addAll(zones);
        return feeders;
    }

    /** All meters, by feeder; they have always been where they are. */
    public List<MeterAssignment> assignments() {
        return meters.banks().stream()
                .flatMap(bank -> bank.assignments().stream())
                .toList();
    }

    /**
     * The past: load of feeders and zones, weather, prices, outlooks and weather forecasts.
     *
     * @param from first availability time, in
     * @param to last availability time, out
     * @return in order of availability, made as it is read
     */
    public Iterator<TimedEvent> history(Instant from, Instant to) {
        return new EventStream(past, from, to);
    }

    /**
     * The present: as {@link #history}, with a reading of each meter in place of the loads, and with the faults asked for.
     *
     * @param from first availability time, in
     * @param to last availability time, out
     * @return in order of availability, made as it is read
     */
    public Iterator<TimedEvent> live(Instant from, Instant to) {
        return new EventStream(present, from, to);
    }

    /** Readings of meters alone, each known at the end of its interval unless a fault keeps it back. */
    Iterator<TimedEvent> readings(Instant from, Instant to) {
        EventSource prompt = new MeterFeed(truth, new Faults(options.seed(), options.faults()), Duration.ZERO);
        return new EventStream(List.of(prompt), from, to);
    }

    private Series series(String name, Zone zone, Set<Target> targets, double limitMw, List<String> members) {
        return new Series(
                name,
                zone.name(),
                zone.name(),
                targets,
                options.resolution(),
                Country.TIME_ZONE,
                zone.holidayRegion(),
                limitMw,
                zone.climate().latitude(),
                zone.climate().longitude(),
                members);
    }

    private void requireSubjects() {
        Set<String> known = new HashSet<>();
        known.add(FaultRule.ANYTHING);
        List<String> feeds = List.of(
                MeterFeed.READINGS, WeatherFeed.OBSERVED, WeatherFeed.FORECAST, MarketFeed.PRICES, MarketFeed.OUTLOOK);
        known.addAll(feeds);
        for (Zone zone : truth.country().zones()) {
            known.add(zone.name());
            feeds.forEach(feed -> known.add(feed + "/" + zone.name()));
        }
        for (MeterBank bank : meters.banks()) {
            known.add(bank.feeder().name());
            for (int i = 0; i < bank.count(); i++) {
                known.add(bank.id(i));
            }
        }
        for (FaultRule rule : options.faults()) {
            if (!known.contains(rule.subject())) {
                throw new ExplainedException(
                        "there is no '" + rule.subject() + "' for a fault of kind "
                                + rule.kind().word(),
                        "this country has the series "
                                + series().stream().map(Series::seriesId).toList() + ", meters such as "
                                + meters.banks().get(0).id(0) + " and the feeds " + feeds,
                        "name one of them, a feed of one zone such as "
                                + WeatherFeed.FORECAST + "/"
                                + truth.country().zones().get(0).name()
                                + ", or leave the subject out for all");
            }
        }
    }
}
