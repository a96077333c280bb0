package io.gridcast.app.report;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.core.score.ScoreTotals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good forecasts were.
 *
 * @param rows by series, target, role and model, then by lead-time bucket in the order of {@link LeadBuckets#of}
 */
public record ScoreReport(List<ScoreRow> rows) {
    public ScoreReport {
        rows = List.copyOf(rows);
    }

    /** Sums up scores of days, each in its newest revision. */
    public static ScoreReport of(Collection<ForecastScore> scores) {
        Map<Key, ScoreTotals> totals = new TreeMap<>();
        for (ForecastScore score : scores) {
            if (score.n() > 0) {
                totals.computeIfAbsent(Key.of(score), key -> new ScoreTotals()).add(score);
            }
        }
        List<ScoreRow> rows = new ArrayList<>();
        totals.forEach((key, sum) ->
                rows.add(new ScoreRow(key.series, key.target, key.model, key.role, key.lead, sum.summary())));
        return new ScoreReport(rows);
    }

    private record Key(String series, Target target, ModelRole role, String model, LeadBucket lead)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::series)
                .thenComparing(Key::target)
                .thenComparing(Key::role)
                .thenComparing(Key::model)
                .thenComparingInt(key -> LeadBuckets.of(key.target).indexOf(key.lead))
                .thenComparingInt(key -> key.lead.fromHours())
                .thenComparingInt(key -> key.lead.toHours());

        static Key of(ForecastScore score) {
            return new Key(
                    score.seriesId(),
                    score.target(),
                    score.role(),
                    score.model().toString(),
                    new LeadBucket(score.leadFromHours(), score.leadToHours()));
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
