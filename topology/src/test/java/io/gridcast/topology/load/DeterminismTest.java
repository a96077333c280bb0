package io.gridcast.topology.load;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.METER_READINGS;
import static io.gridcast.serdes.Topics.SCADA_MEASUREMENTS;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.ScadaQuality;
import io.gridcast.serdes.Topic;
import io.gridcast.topology.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same records and ticks on each topic, however the topics interleave, give the same values in the same order a key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismTest {
    private static final int STEPS = 40;
    private static final int METERS = 7;

    private List<String> loads = List.of();
    private List<String> findings = List.of();

    @BeforeAll
    void runTopicByTopicAtEachTick() {
        try (Flow flow = Feeder.nothing()) {
            List<Deque<Consumer<Flow>>> topics = topics();
            while (topics.stream().anyMatch(topic -> !topic.isEmpty())) {
                topics.forEach(topic -> topic.pop().accept(flow));
            }
            loads = flow.story(LOAD_OBSERVED);
            findings = flow.story(DATA_QUALITY);
        }
    }

    @Test
    void theStoryHasLoadsRevisionsAndFindingsOfManyKinds() {
        assertThat(loads.size()).isGreaterThan(100);
        assertThat(findings.size()).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyInterleavingOfTheTopicsGivesTheSame(long seed) {
        var random = new Random(seed);
        try (Flow flow = Feeder.nothing()) {
            List<Deque<Consumer<Flow>>> topics = topics();
            while (!topics.isEmpty()) {
                Deque<Consumer<Flow>> topic = topics.get(random.nextInt(topics.size()));
                for (int many = random.nextInt(12); many >= 0 && !topic.isEmpty(); many--) {
                    topic.pop().accept(flow);
                }
                topics.removeIf(Deque::isEmpty);
            }

            assertThat(flow.story(LOAD_OBSERVED)).containsExactlyElementsOf(loads);
            assertThat(flow.story(DATA_QUALITY)).containsExactlyElementsOf(findings);
        }
    }

    /** What each topic gets, one entry a tick: the records before it, then the tick. */
    private static List<Deque<Consumer<Flow>>> topics() {
        var random = new Random(42);
        List<Deque<Consumer<Flow>>> topics = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            topics.add(new ArrayDeque<>());
        }
        for (int step = 0; step < STEPS; step++) {
            Instant tick = NINE.plus(Duration.ofMinutes(5L * step));
            Instant next = tick.plus(Duration.ofMinutes(5));
            topics.get(0).add(entry(GRID_SERIES, series(step), tick, next));
            topics.get(1).add(entry(GRID_METERS, meters(step, tick), tick, next));
            topics.get(2).add(entry(METER_READINGS, readings(tick, random), tick, next));
            topics.get(3).add(entry(SCADA_MEASUREMENTS, scada(tick, random), tick, next));
        }
        return topics;
    }

    private static <T> Consumer<Flow> entry(Topic<T> topic, Consumer<Flow> records, Instant tick, Instant next) {
        return flow -> {
            flow.at(tick.minusSeconds(300));
            records.accept(flow);
            flow.tickOnly(topic, tick, next);
        };
    }

    private static Consumer<Flow> series(int step) {
        return flow -> {
            if (step == 0) {
                flow.given(GRID_SERIES, Grid.feeder("F1"), Grid.feeder("F2"), Grid.feeder("F3"));
                flow.given(GRID_SERIES, Grid.total("ALL", "F1", "F2", "F3"));
            } else if (step == 20) {
                flow.given(GRID_SERIES, Grid.series("F2", Duration.ofMinutes(5), List.of()));
            }
        };
    }

    private static Consumer<Flow> meters(int step, Instant tick) {
        return flow -> {
            for (int meter = 0; step == 0 && meter < METERS; meter++) {
                flow.given(GRID_METERS, Grid.meter("M" + meter, meter % 2 == 0 ? "F1" : "F2"));
            }
            if (step == 12) {
                flow.given(GRID_METERS, Grid.meter("M0", "F2", tick.minus(QUARTER), Instant.MAX));
            }
        };
    }

    private static Consumer<Flow> readings(Instant tick, Random random) {
        List<MeterReading> all = new ArrayList<>();
        for (int meter = 0; meter <= METERS; meter++) {
            int shape = random.nextInt(20);
            Instant end = shape == 0 ? tick.plusSeconds(600) : shape < 4 ? tick.minusSeconds(1_800) : tick;
            Duration interval = Duration.ofMinutes(5);
            double energy = shape == 5 ? 1_000 : shape == 6 ? Double.NaN : random.nextInt(50) / 100.0;
            if (shape != 7) {
                all.add(new MeterReading("M" + meter, end.minus(interval), interval, energy, ReadingQuality.MEASURED));
            }
        }
        return flow -> all.forEach(reading -> flow.given(METER_READINGS, reading));
    }

    private static Consumer<Flow> scada(Instant tick, Random random) {
        double powerMw = random.nextInt(100) / 10.0;
        ScadaQuality quality = ScadaQuality.values()[random.nextInt(4)];
        return flow -> flow.given(SCADA_MEASUREMENTS, Grid.scada("F3", tick.minusSeconds(100), powerMw, quality));
    }
}
