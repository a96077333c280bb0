package io.gridcast.topology.forecast;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import java.util.ArrayList;
import java.util.List;

/** What is kept of forecasts until they can be learnt from, and what was learnt. */
final class LearningStores {
    /** Runs decoded in heap a task: two days of hourly ones of a hundred series. */
    private static final int RUNS_IN_HEAP = 5_000;

    private static final int STATES_IN_HEAP = 20_000;

    /** What is still to be learnt from, by subject such as {@code LOAD/ES}. */
    static final StoreDefinition<Table<String, Progress>> PROGRESS = StoreDefinition.table(
            "learning-progress",
            Layout.of(BytesWriter::putText, BytesReader::getText, Progress::write, Progress::read),
            STATES_IN_HEAP);

    /** The runs themselves, by subject and first slot. */
    static final StoreDefinition<Table<RunKey, PendingRun>> RUNS = StoreDefinition.table(
            "pending-runs", Layout.of(RunKey::write, RunKey::read, PendingRun::write, PendingRun::read), RUNS_IN_HEAP);

    /** Numbers that were learnt, by name. */
    static final StoreDefinition<Table<String, double[]>> STATES = StoreDefinition.table(
            "learnt-states",
            Layout.of(
                    BytesWriter::putText,
                    BytesReader::getText,
                    (out, state) -> {
                        out.putInt(state.length);
                        for (double each : state) {
                            out.putDouble(each);
                        }
                    },
                    in -> {
                        double[] state = new double[in.getInt()];
                        for (int i = 0; i < state.length; i++) {
                            state[i] = in.getDouble();
                        }
                        return state;
                    }),
            STATES_IN_HEAP);

    /** All of them. */
    static final List<StoreDefinition<?>> ALL = List.of(PROGRESS, RUNS, STATES);

    private LearningStores() {}

    /** One run of a subject. */
    record RunKey(String subject, long firstSlotMs) {
        private static void write(BytesWriter out, RunKey it) {
            out.putText(it.subject).putLong(it.firstSlotMs);
        }

        private static RunKey read(BytesReader in) {
            return new RunKey(in.getText(), in.getLong());
        }
    }

    /**
     * How far a subject has been learnt from.
     *
     * @param learntUntilMs slots that begin before it are done with
     * @param pending first slots of the runs that are not, ascending, ms
     * @param experts names of all experts so far, in the order of their places in learnt states
     */
    record Progress(long learntUntilMs, List<Long> pending, List<String> experts) {
        Progress {
            pending = List.copyOf(pending);
            experts = List.copyOf(experts);
        }

        private static void write(BytesWriter out, Progress it) {
            out.putLong(it.learntUntilMs).putInt(it.pending.size());
            it.pending.forEach(out::putLong);
            out.putInt(it.experts.size());
            it.experts.forEach(out::putText);
        }

        private static Progress read(BytesReader in) {
            long learntUntilMs = in.getLong();
            List<Long> pending = new ArrayList<>();
            for (int left = in.getInt(); left > 0; left--) {
                pending.add(in.getLong());
            }
            List<String> experts = new ArrayList<>();
            for (int left = in.getInt(); left > 0; left--) {
                experts.add(in.getText());
            }
            return new Progress(learntUntilMs, pending, experts);
        }
    }
}
