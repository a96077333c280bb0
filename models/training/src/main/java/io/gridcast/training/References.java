package io.gridcast.training;

import io.gridcast.core.drift.ReferenceBuilder;
import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Series;
import io.gridcast.core.pack.ReferenceHistogram;
import io.gridcast.training.dataset.FeatureReplay;
import io.gridcast.training.dataset.Issue;
import io.gridcast.training.dataset.IssueSchedule;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.validation.LeftOutModels;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * How features and outputs were distributed in training, by series, for drift to be told from. All rows of an issue count, as in the
 * engine: of the few that trees learn from, the mean of a day would differ by chance. Outputs are those of days left out of training, as
 * the engine's days are new to the model.
 */
final class References {
    private final FeatureSchema schema;
    private final LeftOutModels models;
    private final OutputLevels levels;
    private final ReferenceBuilder builder;

    private References(FeatureSchema schema, LeftOutModels models, OutputLevels levels) {
        this.schema = schema;
        this.models = models;
        this.levels = levels;
        builder = new ReferenceBuilder(schema);
    }

    /**
     * Replays the time that the model learnt from.
     *
     * @param events in order of availability
     * @param models say what the model would have said of days that it had not learnt from
     * @param levels of what they say
     */
    static List<ReferenceHistogram> of(
            Iterator<TimedEvent> events,
            List<Series> series,
            FeatureSchema schema,
            IssueSchedule schedule,
            Instant from,
            Instant until,
            LeftOutModels models,
            OutputLevels levels) {
        var references = new References(schema, models, levels);
        new FeatureReplay(schema, schedule).run(events, series, from, until, references::add);
        return references.builder.finish();
    }

    private void add(Issue issue, FeatureMaker maker) {
        long issuedMs = issue.issuedAt().toEpochMilli();
        if (!ReferenceBuilder.counts(issue.target(), issuedMs)) {
            return;
        }
        String series = issue.series().seriesId();
        float[] features = maker.make(issue.issuedAt(), issue.firstSlot(), issue.resolution(), issue.slots());
        float[] outputs = new float[issue.slots() * levels.count()];
        models.of(issuedMs).score(features, issue.slots(), outputs);
        float[] quantiles = levels.quantiles(outputs);
        for (int row = 0; row < issue.slots(); row++) {
            builder.add(series, issuedMs, features, row * schema.size());
            builder.add(
                    series,
                    ReferenceBuilder.OUTPUT,
                    issuedMs,
                    quantiles[row * QuantileLevels.COUNT + QuantileLevels.MEDIAN]);
        }
    }
}
