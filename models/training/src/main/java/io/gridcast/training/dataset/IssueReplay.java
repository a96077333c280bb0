package io.gridcast.training.dataset;

import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Applies events to what is known, in order of availability, and calls at each issue when exactly what was known then has
 * been applied.
 */
public final class IssueReplay {
    private final Knowledge knowledge;
    private final IssueSchedule schedule;

    public IssueReplay(Knowledge knowledge, IssueSchedule schedule) {
        this.knowledge = knowledge;
        this.schedule = schedule;
    }

    /** Called at each issue. */
    public interface Listener {
        /** A forecast is due; all that became known up to its time is known. */
        void due(Issue issue);
    }

    /**
     * Replays all events up to {@code to}, inclusive, with issues from {@code from} or the first event on.
     *
     * @param events in order of availability
     * @param targets which targets of the series to issue
     */
    public void run(
            Iterator<TimedEvent> events,
            List<Series> series,
            Target target,
            Instant from,
            Instant to,
            Listener listener) {
        List<Issue> next = new ArrayList<>();
        while (events.hasNext()) {
            TimedEvent event = events.next();
            if (next.isEmpty()) {
                Instant first = event.availableAt().isAfter(from) ? event.availableAt() : from;
                Target carrier = target == Target.SPIKE ? Target.PRICE : target;
                series.stream()
                        .filter(one -> one.targets().contains(carrier))
                        .forEach(one -> next.add(schedule.next(one, target, first)));
            }
            if (event.availableAt().isAfter(to)) {
                break;
            }
            issueBefore(event.availableAt(), next, listener);
            apply(event.fact());
        }
        issueBefore(to.plusMillis(1), next, listener);
    }

    /** Applies one fact to what is known; series, meters and raw measurements change nothing. */
    public void apply(Object fact) {
        if (fact instanceof ObservedLoad load) {
            knowledge.apply(load);
        } else if (fact instanceof WeatherObservation observation) {
            knowledge.apply(observation);
        } else if (fact instanceof WeatherForecast forecast) {
            knowledge.apply(forecast);
        } else if (fact instanceof MarketPrice price) {
            knowledge.apply(price);
        } else if (fact instanceof SystemOutlook outlook) {
            knowledge.apply(outlook);
        }
    }

    private void issueBefore(Instant time, List<Issue> next, Listener listener) {
        while (true) {
            int first = -1;
            for (int i = 0; i < next.size(); i++) {
                if (next.get(i).issuedAt().isBefore(time)
                        && (first < 0
                                || next.get(i)
                                        .issuedAt()
                                        .isBefore(next.get(first).issuedAt()))) {
                    first = i;
                }
            }
            if (first < 0) {
                return;
            }
            Issue issue = next.get(first);
            listener.due(issue);
            next.set(
                    first,
                    schedule.next(
                            issue.series(), issue.target(), issue.issuedAt().plusMillis(1)));
        }
    }
}
