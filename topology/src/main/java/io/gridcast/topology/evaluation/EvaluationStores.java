package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.codec.ForecastCodecs;
import io.gridcast.state.BlockStore;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/** The stores of {@link ScoreForecasts}, and what lies in them. */
public final class EvaluationStores {
    /** Who forecasts what, and how far. */
    static final StoreDefinition<Ledger<Competitor, Terms>> COMPETITORS = StoreDefinition.ledger(
            "competitors",
            Layout.of(
                    Competitor::write,
                    Competitor::read,
                    (out, it) -> out.putInt(it.days).putInt(it.newestDay).putFloats(it.levels),
                    in -> new Terms(in.getInt(), in.getInt(), in.getFloats())),
            Comparator.naturalOrder());

    /** Zones by series. */
    static final StoreDefinition<Ledger<String, SeriesZone>> ZONES = StoreDefinition.ledger(
            "series-zones",
            Layout.of(
                    BytesWriter::putText,
                    BytesReader::getText,
                    (out, it) -> out.putText(it.zone).putByte(it.isWholeZone ? 1 : 0),
                    in -> new SeriesZone(in.getText(), in.getByte() == 1)),
            Comparator.naturalOrder());

    /** Days to be scored again, with the time when they are, ms. */
    static final StoreDefinition<Ledger<Subject, Long>> REVISIONS_DUE = StoreDefinition.ledger(
            "revisions-due",
            Layout.of(Subject::write, Subject::read, BytesWriter::putLong, BytesReader::getLong),
            Comparator.naturalOrder());

    /** The first UTC day, and the first hour, that have not been scored, each under its key. */
    static final StoreDefinition<Ledger<String, Integer>> NEXT_DAYS = StoreDefinition.ledger(
            "next-days",
            Layout.of(BytesWriter::putText, BytesReader::getText, BytesWriter::putInt, BytesReader::getInt),
            Comparator.naturalOrder());

    private static final Layout<CompetitorDay, long[]> RUN_DAYS = Layout.of(
            CompetitorDay::write,
            CompetitorDay::read,
            (out, names) -> {
                out.putInt(names.length);
                for (long name : names) {
                    out.putLong(name);
                }
            },
            in -> {
                long[] names = new long[in.getInt()];
                for (int i = 0; i < names.length; i++) {
                    names[i] = in.getLong();
                }
                return names;
            });

    private static final Layout<RunKey, Run> RUNS = Layout.of(
            (out, key) -> {
                Competitor.write(out, key.competitor);
                out.putLong(key.name);
            },
            in -> new RunKey(Competitor.read(in), in.getLong()),
            Run::write,
            Run::read);

    private static final Layout<CompetitorDay, ScoredDay> SCORED_DAYS =
            Layout.of(CompetitorDay::write, CompetitorDay::read, ScoredDay::write, ScoredDay::read);

    private static final Layout<CompetitorDay, List<ForecastScore>> SCORES = Layout.of(
            CompetitorDay::write,
            CompetitorDay::read,
            (out, scores) -> {
                out.putInt(scores.size());
                scores.forEach(score -> out.putBytes(ForecastCodecs.FORECAST_SCORE.encode(score)));
            },
            in -> {
                List<ForecastScore> scores = new ArrayList<>();
                for (int left = in.getInt(); left > 0; left--) {
                    scores.add(ForecastCodecs.FORECAST_SCORE.decode(in.getBytes()));
                }
                return scores;
            });

    /** Names of the runs of a competitor by the UTC day of their first slot. */
    final StoreDefinition<Table<CompetitorDay, long[]>> runDays;

    /** Runs by name. */
    final StoreDefinition<Table<RunKey, Run>> runs;

    /** What was said about a day. */
    final StoreDefinition<Table<CompetitorDay, ScoredDay>> scoredDays;

    /** Scores of the days that rolling windows reach. */
    final StoreDefinition<Table<CompetitorDay, List<ForecastScore>>> dayScores;

    /** Scores of the hours that rolling windows reach, by hours in place of days. */
    final StoreDefinition<Table<CompetitorDay, List<ForecastScore>>> hourScores;

    /** What happened, and what the system operator had expected. */
    final StoreDefinition<Table<BlockStore.BlockKey, float[]>> blocks;

    /** Stores with the configured room in heap. */
    public EvaluationStores(EvaluationConfig config) {
        runDays = StoreDefinition.table("run-days", RUN_DAYS, config.runsInHeap());
        runs = StoreDefinition.table("forecast-runs", RUNS, config.runsInHeap());
        scoredDays = StoreDefinition.table("scored-days", SCORED_DAYS, config.runsInHeap());
        dayScores = StoreDefinition.table("day-scores", SCORES, config.runsInHeap());
        hourScores = StoreDefinition.table("hour-scores", SCORES, config.runsInHeap());
        blocks = BlockStore.define("observation-windows", config.blocksInHeap());
    }

    /** All of them. */
    public List<StoreDefinition<?>> all() {
        return List.of(
                COMPETITORS, ZONES, REVISIONS_DUE, NEXT_DAYS, runDays, runs, scoredDays, dayScores, hourScores, blocks);
    }

    /**
     * What the runs of a competitor have in common.
     *
     * @param days the most UTC days between a run's first and last slot
     * @param newestDay UTC day of the newest first slot
     * @param levels Q quantile levels, ascending
     */
    record Terms(int days, int newestDay, float[] levels) {
        static final Terms NONE = new Terms(0, Integer.MIN_VALUE, new float[0]);

        boolean areNew() {
            return levels.length == 0;
        }

        /** With a run from {@code firstDay} to {@code lastDay}; the same object where that says nothing new. */
        Terms with(int firstDay, int lastDay, float[] runLevels) {
            boolean isKnown = !areNew() && lastDay - firstDay <= days && firstDay <= newestDay;
            return isKnown
                    ? this
                    : new Terms(Math.max(days, lastDay - firstDay), Math.max(newestDay, firstDay), runLevels);
        }
    }

    /**
     * Where a series gets its price and outlook from.
     *
     * @param isWholeZone whether the zone's outlook of load speaks of this series
     */
    record SeriesZone(String zone, boolean isWholeZone) {}

    /** One UTC day of one target of a series. */
    record Subject(String seriesId, Target target, int day) implements Comparable<Subject> {
        private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::seriesId)
                .thenComparing(Subject::target)
                .thenComparingInt(Subject::day);

        private static void write(BytesWriter out, Subject it) {
            out.putText(it.seriesId).putByte(it.target.ordinal()).putInt(it.day);
        }

        private static Subject read(BytesReader in) {
            return new Subject(in.getText(), Target.values()[in.getByte()], in.getInt());
        }

        /** The part of a map that is about a competitor's target. */
        static <V> NavigableMap<Subject, V> allOf(Competitor competitor, NavigableMap<Subject, V> all) {
            var first = new Subject(competitor.seriesId(), competitor.target(), Integer.MIN_VALUE);
            var last = new Subject(competitor.seriesId(), competitor.target(), Integer.MAX_VALUE);
            return all.subMap(first, true, last, true);
        }

        boolean isOf(Competitor competitor) {
            return seriesId.equals(competitor.seriesId()) && target == competitor.target();
        }

        @Override
        public int compareTo(Subject other) {
            return ORDER.compare(this, other);
        }
    }

    /** One UTC day of a competitor. */
    record CompetitorDay(Competitor competitor, int day) {
        private static void write(BytesWriter out, CompetitorDay it) {
            Competitor.write(out, it.competitor);
            out.putInt(it.day);
        }

        private static CompetitorDay read(BytesReader in) {
            return new CompetitorDay(Competitor.read(in), in.getInt());
        }
    }

    /** One run of a competitor. */
    record RunKey(Competitor competitor, long name) {}
}
