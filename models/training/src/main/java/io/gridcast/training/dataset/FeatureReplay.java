package io.gridcast.training.dataset;

import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Series;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Replays events on the engine's issue schedule, with a maker of the features that the engine would have made. Used once. */
public final class FeatureReplay {
    private static final int CACHED_DAYS = 512;

    private final FeatureSchema schema;
    private final IssueSchedule schedule;
    private final Knowledge knowledge = new Knowledge(new Windows(new HeapBlocks(), CACHED_DAYS));

    public FeatureReplay(FeatureSchema schema, IssueSchedule schedule) {
        this.schema = schema;
        this.schedule = schedule;
    }

    /** Called at each issue. */
    @FunctionalInterface
    public interface Listener {
        /** @param maker makes its features from exactly what was known then */
        void due(Issue issue, FeatureMaker maker);
    }

    /** Replays all events up to {@code until}, with issues from {@code from} on. */
    public void run(Iterator<TimedEvent> events, List<Series> series, Instant from, Instant until, Listener listener) {
        Map<String, FeatureMaker> makers = new HashMap<>();
        for (Series one : series) {
            makers.put(one.seriesId(), new FeatureMaker(schema, one, knowledge));
        }
        new IssueReplay(knowledge, schedule)
                .run(
                        events,
                        series,
                        schema.target(),
                        from,
                        until,
                        issue -> listener.due(
                                issue,
                                Objects.requireNonNull(makers.get(issue.series().seriesId()))));
    }

    /** What became of the targets, by series; whole once all events have been replayed. */
    public Map<String, Window> targets(List<Series> series) {
        Map<String, Window> targets = new HashMap<>();
        for (Series one : series) {
            targets.put(one.seriesId(), knowledge.windows().of(FeatureMaker.targetKey(schema, one)));
        }
        return targets;
    }
}
