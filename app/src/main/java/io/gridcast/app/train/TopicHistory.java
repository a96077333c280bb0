package io.gridcast.app.train;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.serdes.Topics;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * History on topics: loads as they were observed, weather, prices and outlooks, each known at its record's timestamp. All of it is
 * held in heap.
 */
public final class TopicHistory implements History {
    private final List<TimedEvent> events = new ArrayList<>();
    private final Map<String, Series> series = new TreeMap<>();

    private TopicHistory() {}

    /**
     * Reads everything that is on the topics now.
     *
     * @throws ExplainedException if the broker is away, or there are no series
     */
    public static TopicHistory read(Platform platform) {
        TopicHistory history = new TopicHistory();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.GRID_SERIES, (one, at) -> history.series.put(one.seriesId(), one))
                        .values(Topics.LOAD_OBSERVED, history::add)
                        .values(Topics.WEATHER_OBSERVED, history::add)
                        .values(Topics.WEATHER_FORECAST, history::add)
                        .values(Topics.MARKET_PRICES, history::add)
                        .values(Topics.MARKET_OUTLOOK, history::add));
        if (history.series.isEmpty()) {
            throw new ExplainedException(
                    "there is no series on " + Topics.GRID_SERIES,
                    "it is not known what is to be forecast",
                    "publish the series first, or train from feed files with --data");
        }
        history.events.sort(Comparator.comparing(TimedEvent::availableAt));
        return history;
    }

    @Override
    public Iterator<TimedEvent> events() {
        return events.iterator();
    }

    @Override
    public List<Series> series() {
        return List.copyOf(series.values());
    }

    @Override
    public FeatureSchemas.Inputs inputs() {
        InputVariables variables = new InputVariables();
        events.forEach(variables::add);
        return variables.inputs();
    }

    private void add(Object fact, Instant at) {
        events.add(new TimedEvent(at, fact));
    }
}
