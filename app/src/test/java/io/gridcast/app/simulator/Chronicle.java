package io.gridcast.app.simulator;

import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a stretch of history tells, laid out by channel and time for the tests to look at. */
final class Chronicle {
    private final Map<String, TreeMap<Instant, Double>> channels = new HashMap<>();
    private final List<WeatherForecast> runs = new ArrayList<>();
    private final List<SystemOutlook> outlooks = new ArrayList<>();
    private final List<MarketPrice> prices = new ArrayList<>();

    Chronicle(Iterator<TimedEvent> events) {
        while (events.hasNext()) {
            Object fact = events.next().fact();
            if (fact instanceof ObservedLoad load) {
                put("load " + load.seriesId(), load.slot(), load.loadMw());
            } else if (fact instanceof MarketPrice price) {
                prices.add(price);
                put("price " + price.zone(), price.deliveryStart(), price.price());
            } else if (fact instanceof WeatherObservation weather) {
                weather.values()
                        .forEach((name, value) -> put(name + " " + weather.station(), weather.observedAt(), value));
            } else if (fact instanceof SystemOutlook outlook) {
                outlooks.add(outlook);
                for (int i = 0; i < outlook.steps().validAt().size(); i++) {
                    put(
                            "outlook " + outlook.zone(),
                            outlook.steps().validAt().get(i),
                            outlook.steps().value(i, 0));
                }
            } else if (fact instanceof WeatherForecast run) {
                runs.add(run);
            }
        }
    }

    private void put(String channel, Instant at, double value) {
        channels.computeIfAbsent(channel, name -> new TreeMap<>()).put(at, value);
    }

    TreeMap<Instant, Double> channel(String name) {
        TreeMap<Instant, Double> channel = channels.get(name);
        if (channel == null) {
            throw new AssertionError("nothing was told of '" + name + "', only of " + channels.keySet());
        }
        return channel;
    }

    List<WeatherForecast> runs() {
        return runs;
    }

    List<SystemOutlook> outlooks() {
        return outlooks;
    }

    List<MarketPrice> prices() {
        return prices;
    }
}
