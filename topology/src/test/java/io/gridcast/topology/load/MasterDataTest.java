package io.gridcast.topology.load;

import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.METER_READINGS;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.at;
import static io.gridcast.topology.load.Grid.feeder;
import static io.gridcast.topology.load.Grid.meter;
import static io.gridcast.topology.load.Grid.reading;
import static io.gridcast.topology.load.Grid.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.topology.Flow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Meters that come, go and move; series that change. */
class MasterDataTest {
    private Flow flow;

    @BeforeEach
    void twoMetersOnOneFeeder() {
        flow = Feeder.withTwoMeters();
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    void aMeterIsExpectedOnlyWhileItIsAssigned() {
        flow.given(GRID_METERS, meter("M2", "F1", Instant.EPOCH, NINE));
        flow.tick(at("09:00:01"));

        flow.when(METER_READINGS, reading("M1", NINE, 2.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.then(LOAD_OBSERVED))
                .extracting(ObservedLoad::loadMw, ObservedLoad::coverage)
                .containsExactly(tuple(0.008, 1.0));
    }

    @Test
    void aMeterThatMovesCountsWhereItIsAtTheTime() {
        flow.given(GRID_SERIES, feeder("F2"));
        flow.given(GRID_METERS, meter("M2", "F2", at("09:15:00"), Instant.MAX));
        flow.tick(at("09:00:01"));

        flow.given(METER_READINGS, reading("M1", NINE, 1.0), reading("M2", NINE, 2.0));
        flow.tick(at("09:15:00"));
        flow.when(METER_READINGS, reading("M1", at("09:15:00"), 4.0), reading("M2", at("09:15:00"), 8.0));
        flow.tick(at("09:30:00"));

        assertThat(flow.then(LOAD_OBSERVED))
                .extracting(ObservedLoad::seriesId, ObservedLoad::slot, ObservedLoad::loadMw)
                .containsExactly(
                        tuple("F1", NINE, 0.012),
                        tuple("F1", at("09:15:00"), 0.016),
                        tuple("F2", at("09:15:00"), 0.032));
    }

    @Test
    void aMeterMovedInThePastTakesItsReadingsAlong() {
        flow.given(GRID_SERIES, feeder("F2"));
        flow.given(METER_READINGS, reading("M1", NINE, 1.0), reading("M2", NINE, 2.0));
        flow.tick(at("09:15:00"));

        flow.when(GRID_METERS, meter("M2", "F2", NINE, Instant.MAX));
        flow.tick(at("09:15:01"));

        assertThat(flow.then(LOAD_OBSERVED))
                .extracting(
                        ObservedLoad::seriesId, ObservedLoad::loadMw, ObservedLoad::coverage, ObservedLoad::revision)
                .containsExactly(tuple("F1", 0.012, 1.0, 0), tuple("F1", 0.004, 1.0, 1), tuple("F2", 0.008, 1.0, 0));
    }

    @Test
    void anotherResolutionHoldsFromTheNextSlotThatBothBegin() {
        flow.tick(at("09:20:00"));
        flow.given(GRID_SERIES, series("F1", Duration.ofHours(1), List.of()));
        flow.given(METER_READINGS, reading("M1", at("09:15:00"), 1.0), reading("M2", at("09:15:00"), 1.0));
        flow.tick(at("09:30:00"));
        flow.tick(at("10:00:00"));
        for (String start : List.of("10:00:00", "10:15:00", "10:30:00", "10:45:00")) {
            flow.given(METER_READINGS, reading("M1", at(start), 1.0), reading("M2", at(start), 2.0));
        }
        flow.tick(at("11:00:00"));

        assertThat(flow.then(LOAD_OBSERVED)).last().satisfies(load -> {
            assertThat(load.slot()).isEqualTo(at("10:00:00"));
            assertThat(load.resolution()).isEqualTo(Duration.ofHours(1));
            assertThat(load.loadMw()).isEqualTo(0.012);
            assertThat(load.coverage()).isEqualTo(1);
        });
        assertThat(flow.then(LOAD_OBSERVED))
                .filteredOn(load -> load.slot().equals(at("09:15:00")))
                .extracting(ObservedLoad::loadMw)
                .containsExactly(0.008);
    }

    @Test
    void metersWithFinerIntervalsAreSummedIntoTheSlot() {
        for (int minute = 0; minute < 15; minute += 5) {
            Instant start = NINE.plus(Duration.ofMinutes(minute));
            flow.given(
                    METER_READINGS, new MeterReading("M1", start, Duration.ofMinutes(5), 1.0, ReadingQuality.MEASURED));
        }
        flow.when(METER_READINGS, reading("M2", NINE, 2.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.then(LOAD_OBSERVED)).extracting(ObservedLoad::loadMw).containsExactly(0.020);
    }

    @Test
    void unreadableMasterDataIsSetAsideOnce() {
        flow.givenRaw(GRID_SERIES, "F7", "garbage".getBytes(StandardCharsets.UTF_8));
        flow.givenRaw(GRID_METERS, "M7", "garbage".getBytes(StandardCharsets.UTF_8));
        flow.tick(at("09:00:01"));

        assertThat(flow.deadLetters()).hasSize(2);
    }

    @Test
    void aWholeFeederThatFallsSilentIsEstimatedFromItsMeters() {
        flow.given(METER_READINGS, reading("M1", NINE, 1.0), reading("M2", NINE, 2.0));
        flow.tick(at("09:15:00"));

        flow.tick(at("09:35:00"));

        assertThat(flow.then(LOAD_OBSERVED)).last().satisfies(load -> {
            assertThat(load.slot()).isEqualTo(at("09:15:00"));
            assertThat(load.loadMw()).isEqualTo(0.012);
            assertThat(load.coverage()).isZero();
        });
    }
}
