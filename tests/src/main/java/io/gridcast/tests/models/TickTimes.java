package io.gridcast.tests.models;

import io.gridcast.topology.Steps;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.TaskLogic;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** How long the forecast step takes at each tick: forecasts, and what a cut-over adds. Thread-safe. */
final class TickTimes implements TaskLogic.Around {
    private final Map<Long, Long> nsByTick = new ConcurrentSkipListMap<>();

    @Override
    public TaskLogic.Factory around(String step, TaskLogic.Factory factory) {
        return !step.equals(Steps.FORECAST_SERIES)
                ? factory
                : task -> {
                    TaskLogic logic = factory.open(task);
                    return new TaskLogic() {
                        @Override
                        public void apply(KnownRecord record) {
                            logic.apply(record);
                        }

                        @Override
                        public void tick(long tickMs) {
                            long startNs = System.nanoTime();
                            logic.tick(tickMs);
                            nsByTick.merge(tickMs, System.nanoTime() - startNs, Math::max);
                        }
                    };
                };
    }

    /** Milliseconds of the slowest {@code 1 − share} of ticks, among those named or all others. */
    double quantileMs(double share, Set<Long> ticks, boolean named, Instant from) {
        long[] ns = nsByTick.entrySet().stream()
                .filter(tick -> tick.getKey() >= from.toEpochMilli() && ticks.contains(tick.getKey()) == named)
                .mapToLong(Map.Entry::getValue)
                .sorted()
                .toArray();
        return ns.length == 0 ? Double.NaN : ns[Math.min(ns.length - 1, (int) (share * ns.length))] / 1e6;
    }

    /** The tick at which what is effective from {@code instant} cut over: the first at or after it. */
    long tickOf(Instant instant) {
        return Arrays.stream(
                        nsByTick.keySet().stream().mapToLong(Long::longValue).toArray())
                .filter(tick -> tick >= instant.toEpochMilli())
                .findFirst()
                .orElse(-1);
    }
}
