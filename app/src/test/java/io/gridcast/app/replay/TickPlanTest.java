package io.gridcast.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickPlanTest {
    private static final Instant FROM = Instant.parse("2024-03-10T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofHours(3));
    private static final TickRhythm RHYTHM =
            new TickRhythm(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(10));

    @Test
    void historyIsTickedByTheDayAndThePeriodByTheHour() {
        List<Instant> ticks = ticks(plan(List.of(), FROM.minus(Duration.ofDays(2)), FROM.plusSeconds(60)));

        assertThat(ticks)
                .startsWith(FROM.minus(Duration.ofDays(2)), FROM.minus(Duration.ofDays(1)), FROM)
                .contains(FROM.plus(Duration.ofHours(1)), FROM.plus(Duration.ofHours(2)))
                .endsWith(TickPlan.lastTick(TO));
    }

    @Test
    void eachAvailabilityTimeOfThePeriodIsATick() {
        Instant quarterPast = FROM.plus(Duration.ofMinutes(15));

        assertThat(ticks(plan(List.of(), FROM.minus(Duration.ofDays(1)), quarterPast)))
                .contains(quarterPast);
    }

    @Test
    void theEngineStopsWaitingForWhatNeverComesAtATick() {
        List<Instant> ticks = ticks(plan(List.of(), FROM.minus(Duration.ofDays(1)), FROM));

        Instant graceEnds = FROM.plus(Duration.ofMinutes(15 + 5));
        Instant patienceEnds = FROM.plus(Duration.ofMinutes(60 + 10));
        assertThat(ticks).contains(graceEnds, patienceEnds);
    }

    @Test
    void historyIsTickedNoMoreOftenForIt() {
        List<Instant> ticks = ticks(plan(List.of(), FROM.minus(Duration.ofDays(2)), FROM));

        assertThat(ticks).filteredOn(tick -> tick.isBefore(FROM)).hasSize(2);
    }

    @Test
    void aFactIsSentBeforeTheTickThatMakesItKnown() {
        Instant at = FROM.plus(Duration.ofMinutes(15));
        TickPlan plan = plan(List.of(), FROM.minus(Duration.ofDays(1)), at);

        List<Step> steps = new ArrayList<>();
        plan.forEachRemaining(steps::add);

        assertThat(steps)
                .filteredOn(step -> step.tick().equals(at))
                .singleElement()
                .satisfies(step -> assertThat(step.events()).hasSize(1));
    }

    @Test
    void eachTickSaysWhenTheNextOneComes() {
        TickPlan plan = plan(List.of(), FROM.minus(Duration.ofDays(3)), FROM.plus(Duration.ofMinutes(7)));

        Step before = plan.next();
        while (plan.hasNext()) {
            Step step = plan.next();
            assertThat(before.next()).isEqualTo(step.tick());
            before = step;
        }
    }

    @Test
    void whatIsKnownAfterTheEndIsLeftOut() {
        TickPlan plan = plan(List.of(), FROM.minus(Duration.ofDays(1)), TO.plusSeconds(1));

        List<Step> steps = new ArrayList<>();
        plan.forEachRemaining(steps::add);

        assertThat(steps.stream().mapToInt(step -> step.events().size()).sum()).isEqualTo(1);
    }

    @Test
    void furtherTicksAreInserted() {
        Instant extra = FROM.minus(Duration.ofHours(3));

        assertThat(ticks(plan(List.of(extra), FROM.minus(Duration.ofDays(1)), FROM)))
                .contains(extra);
    }

    private static TickPlan plan(List<Instant> extra, Instant... known) {
        List<TimedEvent> events = new ArrayList<>();
        for (Instant at : known) {
            events.add(new TimedEvent(
                    at,
                    new MeterReading("M1", at.minusSeconds(900), Duration.ofMinutes(15), 1, ReadingQuality.MEASURED)));
        }
        return new TickPlan(events.iterator(), FROM, TO, RHYTHM, extra);
    }

    private static List<Instant> ticks(TickPlan plan) {
        List<Instant> ticks = new ArrayList<>();
        plan.forEachRemaining(step -> ticks.add(step.tick()));
        return ticks;
    }
}
