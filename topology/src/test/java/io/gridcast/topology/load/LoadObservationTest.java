package io.gridcast.topology.load;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.METER_READINGS;
import static io.gridcast.topology.load.Grid.EIGHT;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.at;
import static io.gridcast.topology.load.Grid.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.topology.Flow;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How slots close: completely, late, corrected, with gaps. */
class LoadObservationTest {
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
    void aSlotClosesWithTheTickAtWhichAllMetersHaveReported() {
        flow.when(METER_READINGS, reading("M1", NINE, 2.0), reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.then(LOAD_OBSERVED))
                .containsExactly(new ObservedLoad("F1", NINE, Grid.QUARTER, 0.020, 1.0, LoadQuality.MEASURED, 0));
        assertThat(flow.records(LOAD_OBSERVED).get(0).getRecordTime()).isEqualTo(at("09:15:00"));
        assertThat(flow.then(DATA_QUALITY)).isEmpty();
        assertThat(flow.deadLetters()).isEmpty();
    }

    @Test
    void aCorrectedReadingChangesTheSumByTheDifference() {
        flow.given(METER_READINGS, reading("M1", NINE, 2.0), reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));

        flow.when(METER_READINGS, reading("M1", NINE, 2.5));
        flow.tick(at("09:15:01"));

        assertThat(flow.then(LOAD_OBSERVED)).last().satisfies(load -> {
            assertThat(load.loadMw()).isCloseTo(0.022, within(1e-12));
            assertThat(load.revision()).isEqualTo(1);
            assertThat(load.coverage()).isEqualTo(1);
        });
        assertThat(flow.then(DATA_QUALITY)).singleElement().satisfies(event -> {
            assertThat(event.rule()).isEqualTo(QualityRule.CORRECTION);
            assertThat(event.value()).isEqualTo(2.5);
            assertThat(event.limit()).isEqualTo(2.0);
        });
    }

    @Test
    void theSameReadingAgainChangesNothing() {
        flow.given(METER_READINGS, reading("M1", NINE, 2.0), reading("M1", NINE, 2.0), reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.then(LOAD_OBSERVED))
                .singleElement()
                .extracting(ObservedLoad::loadMw)
                .isEqualTo(0.020);
        assertThat(flow.then(DATA_QUALITY)).extracting(QualityEvent::rule).containsExactly(QualityRule.DUPLICATE);
    }

    @Test
    void aMissingMeterKeepsTheSlotOpenUntilItsGraceIsOverAndIsEstimatedFromTheDayBefore() {
        Instant dayLater = NINE.plusSeconds(86_400);
        flow.given(METER_READINGS, reading("M1", NINE, 2.0), reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));
        flow.tick(dayLater);

        flow.when(METER_READINGS, reading("M1", dayLater, 4.0));
        flow.tick(dayLater.plusSeconds(900));
        assertThat(flow.then(LOAD_OBSERVED)).noneMatch(load -> load.slot().equals(dayLater));
        flow.tick(dayLater.plusSeconds(900 + 300));

        assertThat(flow.then(LOAD_OBSERVED)).last().satisfies(load -> {
            assertThat(load.slot()).isEqualTo(dayLater);
            assertThat(load.loadMw()).isCloseTo(0.028, within(1e-12));
            assertThat(load.coverage()).isEqualTo(0.5);
            assertThat(load.quality()).isEqualTo(LoadQuality.PARTLY_ESTIMATED);
            assertThat(load.revision()).isZero();
        });
        assertThat(flow.then(DATA_QUALITY)).last().satisfies(event -> {
            assertThat(event.rule()).isEqualTo(QualityRule.GAP);
            assertThat(event.subject()).isEqualTo("F1");
            assertThat(event.value()).isEqualTo(0.5);
            assertThat(event.action()).isEqualTo(QualityAction.ESTIMATED);
        });
    }

    @Test
    void aLateReadingTakesThePlaceOfItsEstimate() {
        flow.given(METER_READINGS, reading("M1", EIGHT, 1.0), reading("M2", EIGHT, 1.0));
        flow.given(METER_READINGS, reading("M1", NINE, 2.0));
        flow.tick(at("09:15:00")).tick(at("09:20:00"));

        flow.when(METER_READINGS, reading("M2", NINE, 5.0));
        flow.tick(at("09:30:00"));

        assertThat(flow.then(LOAD_OBSERVED).stream().filter(load -> load.slot().equals(NINE)))
                .extracting(ObservedLoad::loadMw, ObservedLoad::coverage, ObservedLoad::quality, ObservedLoad::revision)
                .containsExactly(
                        tuple(0.012, 0.5, LoadQuality.PARTLY_ESTIMATED, 0), tuple(0.028, 1.0, LoadQuality.MEASURED, 1));
        assertThat(flow.then(DATA_QUALITY)).extracting(QualityEvent::rule).contains(QualityRule.LATE);
    }

    @Test
    void ticksGoOnToTheLoadsFromBothSums() {
        assertThat(flow.ticks(LOAD_OBSERVED)).containsExactlyInAnyOrder("sum-series-0 " + NINE, "sum-totals-0 " + NINE);
    }
}
