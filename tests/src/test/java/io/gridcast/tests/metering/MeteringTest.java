package io.gridcast.tests.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.tests.metering.MeteringOutcome.Tally;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What {@code tests/bench Metering} measures on real meters, on made-up ones. */
class MeteringTest {
    private static final Instant MIDNIGHT = Instant.parse("2018-11-05T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int METERS = 24;
    private static final int INTERVALS = 192;

    @Test
    void goodReadingsAddUpToTheLoadOfTheirSeries() throws InterruptedException {
        MeteringOutcome outcome = new Metering(made(), FaultShares.NONE, 1, 1).run();

        assertThat(outcome.readings()).isEqualTo(METERS * INTERVALS);
        assertThat(outcome.slots()).isEqualTo(2 * INTERVALS);
        assertThat(outcome.missing()).isZero();
        assertThat(outcome.leastCoverage()).isEqualTo(1);
        assertThat(outcome.greatestDifference()).isLessThanOrEqualTo(MeteringOutcome.TOLERANCE);
        assertThat(outcome.faults().values())
                .allSatisfy(tally -> assertThat(tally.found()).isZero());
    }

    @Test
    void faultsAreAllFoundAndChangeNoSum() throws InterruptedException {
        MeteringOutcome outcome = new Metering(made(), new FaultShares(0.05, 0.04, 0.01, 0.02, 0.05), 1, 2).run();

        assertThat(outcome.missing()).isZero();
        assertThat(outcome.leastCoverage()).isEqualTo(1);
        assertThat(outcome.greatestDifference()).isLessThanOrEqualTo(MeteringOutcome.TOLERANCE);
        assertThat(outcome.faults()).allSatisfy((fault, tally) -> {
            assertThat(tally.sent()).as("sent of " + fault).isPositive();
            assertThat(tally).as(fault.name()).isEqualTo(new Tally(tally.sent(), tally.sent(), 0, 0));
        });
    }

    private static MeteringData made() {
        List<Series> feeders = List.of(feeder("north"), feeder("south"));
        List<MeterAssignment> meters = new ArrayList<>();
        List<TimedEvent> readings = new ArrayList<>();
        for (int m = 0; m < METERS; m++) {
            String feeder = feeders.get(m % 2).seriesId();
            meters.add(new MeterAssignment("m" + m, feeder, Instant.EPOCH, Instant.MAX, -20, 20));
        }
        var random = new SplittableRandom(3);
        for (int i = 0; i < INTERVALS; i++) {
            Instant start = MIDNIGHT.plus(QUARTER.multipliedBy(i));
            for (MeterAssignment meter : meters) {
                var reading = new MeterReading(
                        meter.meterId(), start, QUARTER, random.nextDouble(-0.1, 3), ReadingQuality.MEASURED);
                readings.add(new TimedEvent(reading.intervalEnd(), reading));
            }
        }
        return new MeteringData(feeders, meters, readings::iterator);
    }

    private static Series feeder(String id) {
        return new Series(
                id,
                "CH",
                "CH",
                Set.of(Target.LOAD),
                QUARTER,
                ZoneId.of("Europe/Zurich"),
                "CH",
                Double.NaN,
                47.4,
                8.5,
                List.of());
    }
}
