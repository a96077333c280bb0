package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Target;
import io.gridcast.state.Table;
import io.gridcast.topology.evaluation.EvaluationStores.CompetitorDay;
import io.gridcast.topology.evaluation.EvaluationStores.RunKey;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs, kept one by one, found by the UTC day of their first slot. A run is named by its issue; of a price by its first slot, so that
 * the last one for a delivery day replaces those before.
 */
final class Runs {
    private static final long[] NONE = {};

    private final Table<CompetitorDay, long[]> days;
    private final Table<RunKey, Run> runs;

    Runs(Table<CompetitorDay, long[]> days, Table<RunKey, Run> runs) {
        this.days = days;
        this.runs = runs;
    }

    void keep(Competitor competitor, Forecast forecast) {
        Run run = Run.of(forecast);
        long name = competitor.target() == Target.LOAD ? run.issuedMs() : run.firstSlotMs();
        var day = new CompetitorDay(competitor, Days.of(run.firstSlotMs()));
        long[] known = names(day);
        var key = new RunKey(competitor, name);
        int place = Arrays.binarySearch(known, name);
        if (place < 0) {
            days.put(day, with(known, -place - 1, name));
            runs.put(key, run);
        } else if (isNewer(run, runs.get(key))) {
            runs.put(key, run);
        }
    }

    /** All runs whose first slot lies in the days {@code from} to {@code to}, inclusive, in the order of their first slot's day and name. */
    void forEach(Competitor competitor, int from, int to, Consumer<Run> visitor) {
        for (int day = from; day <= to; day++) {
            for (long name : names(new CompetitorDay(competitor, day))) {
                Run run = runs.get(new RunKey(competitor, name));
                if (run != null) {
                    visitor.accept(run);
                }
            }
        }
    }

    /** Forgets the runs whose first slot lies in {@code day}. */
    void forget(Competitor competitor, int day) {
        var key = new CompetitorDay(competitor, day);
        long[] known = names(key);
        for (long name : known) {
            runs.delete(new RunKey(competitor, name));
        }
        if (known.length > 0) {
            days.delete(key);
        }
    }

    private static boolean isNewer(Run run, @Nullable Run known) {
        return known == null || run.issuedMs() >= known.issuedMs();
    }

    private long[] names(CompetitorDay day) {
        long[] known = days.get(day);
        return known == null ? NONE : known;
    }

    private static long[] with(long[] known, int place, long name) {
        long[] longer = new long[known.length + 1];
        System.arraycopy(known, 0, longer, 0, place);
        longer[place] = name;
        System.arraycopy(known, place, longer, place + 1, known.length - place);
        return longer;
    }
}
