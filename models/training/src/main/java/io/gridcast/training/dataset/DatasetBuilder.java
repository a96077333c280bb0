package io.gridcast.training.dataset;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a data set by replaying events on the engine's issue schedule: the features are those that the engine would have
 * made, the targets are read when all events up to the end are known.
 */
public final class DatasetBuilder {
    private final FeatureSchema schema;
    private final IssueSchedule schedule;
    private final int rowsAnIssue;
    private final long seed;

    /**
     * @param rowsAnIssue how many rows of an issue to keep at most, chosen at random
     * @param seed of that choice
     */
    public DatasetBuilder(FeatureSchema schema, IssueSchedule schedule, int rowsAnIssue, long seed) {
        this.schema = schema;
        this.schedule = schedule;
        this.rowsAnIssue = rowsAnIssue;
        this.seed = seed;
    }

    /** Rows issued from {@code from}, whose targets became known by {@code until}; rows without a target are left out. */
    public Dataset build(Iterator<TimedEvent> events, List<Series> series, Instant from, Instant until) {
        var rows = new Rows(schema);
        var replay = new FeatureReplay(schema, schedule);
        replay.run(events, series, from, until, (issue, maker) -> {
            float[] matrix = maker.make(issue.issuedAt(), issue.firstSlot(), issue.resolution(), issue.slots());
            for (int row : chosen(issue)) {
                long slotMs = issue.firstSlot().toEpochMilli()
                        + row * issue.resolution().toMillis();
                if (slotMs + issue.resolution().toMillis() <= until.toEpochMilli()) {
                    rows.add(issue, matrix, row, slotMs);
                }
            }
        });
        return rows.finish(replay.targets(series));
    }

    private int[] chosen(Issue issue) {
        int[] all = new int[issue.slots()];
        Arrays.setAll(all, i -> i);
        if (rowsAnIssue >= all.length) {
            return all;
        }
        var random = new SplittableRandom(seed
                ^ issue.issuedAt().toEpochMilli()
                ^ issue.series().seriesId().hashCode());
        for (int i = 0; i < rowsAnIssue; i++) {
            int other = i + random.nextInt(all.length - i);
            int kept = all[i];
            all[i] = all[other];
            all[other] = kept;
        }
        int[] chosen = Arrays.copyOf(all, rowsAnIssue);
        Arrays.sort(chosen);
        return chosen;
    }
}
