package io.gridcast.topology.load;

import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.TextKeyed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One meter: which series it counts towards, when, and at what intervals it has reported. */
final class MeterState {
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Long> intervalsMs = new ArrayList<>();

    /**
     * The meter counts towards a series in {@code [fromMs, toMs)}.
     *
     * @param minimumKw smallest plausible mean power
     * @param maximumKw largest plausible mean power
     */
    record Assignment(String seriesId, long fromMs, long toMs, double minimumKw, double maximumKw) {
        static Assignment of(MeterAssignment assignment) {
            return new Assignment(
                    assignment.seriesId(),
                    Clamp.toMs(assignment.from()),
                    Clamp.toMs(assignment.to()),
                    assignment.minimumKw(),
                    assignment.maximumKw());
        }

        private Assignment until(long endMs) {
            return endMs >= toMs ? this : new Assignment(seriesId, fromMs, endMs, minimumKw, maximumKw);
        }
    }

    /**
     * Adds an assignment: it replaces the one that begins at the same instant, ends an earlier one where it begins, and ends
     * itself where a later one begins.
     */
    void assign(Assignment assignment) {
        assignments.removeIf(old -> old.fromMs() == assignment.fromMs());
        assignments.add(assignment);
        assignments.sort(Comparator.comparingLong(Assignment::fromMs));
        for (int i = 0; i + 1 < assignments.size(); i++) {
            assignments.set(i, assignments.get(i).until(assignments.get(i + 1).fromMs()));
        }
    }

    /** Forgets assignments that ended before {@code endMs}. */
    void forgetBefore(long endMs) {
        assignments.removeIf(old -> old.toMs() < endMs);
    }

    /** In order of time, none overlapping another. */
    List<Assignment> assignments() {
        return List.copyOf(assignments);
    }

    boolean belongsTo(String seriesId) {
        for (Assignment assignment : assignments) {
            if (assignment.seriesId().equals(seriesId)) {
                return true;
            }
        }
        return false;
    }

    /** The assignment that holds all through {@code [startMs, endMs)}; null where there is none. */
    @Nullable
    Assignment assignmentOf(long startMs, long endMs) {
        for (int i = assignments.size() - 1; i >= 0; i--) {
            Assignment assignment = assignments.get(i);
            if (assignment.fromMs() <= startMs) {
                return endMs <= assignment.toMs() ? assignment : null;
            }
        }
        return null;
    }

    /** Whether it reports at this interval, and at no other. */
    boolean reportsOnlyAt(long intervalMs) {
        return intervalsMs.size() == 1 && intervalsMs.get(0) == intervalMs;
    }

    /** Notes that it has now reported at an interval; true if that is another than the last time. */
    boolean reportedAt(long intervalMs) {
        if (!intervalsMs.isEmpty() && intervalsMs.get(intervalsMs.size() - 1) == intervalMs) {
            return false;
        }
        intervalsMs.remove(Long.valueOf(intervalMs));
        intervalsMs.add(intervalMs);
        return true;
    }

    /** All intervals that it has reported at, the newest last. */
    List<Long> intervalsMs() {
        return List.copyOf(intervalsMs);
    }

    /** By meterId. */
    static final Layout<String, MeterState> LAYOUT = new TextKeyed<>() {
        @Override
        public byte[] writeValue(MeterState meter) {
            var out = new BytesWriter();
            out.putInt(meter.assignments.size());
            for (Assignment each : meter.assignments) {
                out.putText(each.seriesId())
                        .putLong(each.fromMs())
                        .putLong(each.toMs())
                        .putDouble(each.minimumKw())
                        .putDouble(each.maximumKw());
            }
            out.putInt(meter.intervalsMs.size());
            meter.intervalsMs.forEach(out::putLong);
            return out.toBytes();
        }

        @Override
        public MeterState readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            var meter = new MeterState();
            for (int left = in.getInt(); left > 0; left--) {
                meter.assignments.add(
                        new Assignment(in.getText(), in.getLong(), in.getLong(), in.getDouble(), in.getDouble()));
            }
            for (int left = in.getInt(); left > 0; left--) {
                meter.intervalsMs.add(in.getLong());
            }
            return meter;
        }
    };
}
