package io.gridcast.topology.load;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.METER_READINGS;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.QUARTER;
import static io.gridcast.topology.load.Grid.at;
import static io.gridcast.topology.load.Grid.meter;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.topology.Flow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule that a reading can break, and what is done then. */
class ReadingRulesTest {
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
    void aReadingOfAnUnassignedMeterIsSetAside() {
        flow.when(METER_READINGS, reading("M9", at("08:45:00"), 1.0));

        assertFinding("M9", QualityRule.UNKNOWN_METER, QualityAction.SET_ASIDE);
    }

    @Test
    void aReadingOfAMeterWhoseSeriesIsUnknownIsSetAside() {
        flow.given(GRID_METERS, meter("M3", "F3")).tick(at("09:00:01"));

        flow.when(METER_READINGS, reading("M3", at("08:45:00"), 1.0));

        assertFinding("M3", QualityRule.UNKNOWN_SERIES, QualityAction.SET_ASIDE);
    }

    @Test
    void anIntervalThatDoesNotDivideTheSlotIsSetAside() {
        flow.when(METER_READINGS, reading("M1", at("08:40:00"), Duration.ofMinutes(20)));

        assertFinding("M1", QualityRule.WRONG_INTERVAL, QualityAction.SET_ASIDE);
    }

    @Test
    void anIntervalThatBeginsBetweenSlotsIsSetAside() {
        flow.when(METER_READINGS, reading("M1", at("08:37:00"), QUARTER));

        assertFinding("M1", QualityRule.WRONG_INTERVAL, QualityAction.SET_ASIDE);
    }

    @Test
    void intervalsOfNoLengthOrNegativeLengthAreSetAside() {
        flow.when(METER_READINGS, reading("M1", at("08:45:00"), Duration.ZERO));
        flow.when(METER_READINGS, reading("M2", at("08:45:00"), Duration.ofMinutes(-15)));

        assertThat(flow.then(DATA_QUALITY))
                .extracting(QualityEvent::rule)
                .containsExactly(QualityRule.WRONG_INTERVAL, QualityRule.WRONG_INTERVAL);
    }

    @Test
    void aMeterThatReportsTheSameTimeAtTwoIntervalsIsNotCountedTwice() {
        flow.given(METER_READINGS, reading("M1", at("08:45:00"), Duration.ofMinutes(15)));

        flow.when(METER_READINGS, reading("M1", at("08:50:00"), Duration.ofMinutes(5)));

        assertFinding("M1", QualityRule.WRONG_INTERVAL, QualityAction.SET_ASIDE);
    }

    @Test
    void whatIsNoNumberIsSetAside() {
        flow.when(METER_READINGS, reading("M1", at("08:45:00"), Double.NaN));

        assertFinding("M1", QualityRule.NOT_A_NUMBER, QualityAction.SET_ASIDE);
    }

    @Test
    void energyBelowTheMetersMinimumIsSetAside() {
        flow.when(METER_READINGS, reading("M1", at("08:45:00"), -0.001));

        QualityEvent event = assertFinding("M1", QualityRule.BELOW_MINIMUM, QualityAction.SET_ASIDE);
        assertThat(event.value()).isEqualTo(-0.004);
        assertThat(event.limit()).isZero();
    }

    @Test
    void energyAboveTheMetersMaximumIsSetAside() {
        flow.when(METER_READINGS, reading("M1", at("08:45:00"), 25.001));

        QualityEvent event = assertFinding("M1", QualityRule.ABOVE_MAXIMUM, QualityAction.SET_ASIDE);
        assertThat(event.limit()).isEqualTo(100);
    }

    @Test
    void aMeterStuckForADayIsUsedWithAFlag() {
        Instant first = NINE.minus(Duration.ofDays(1));
        for (int i = 0; i < 96; i++) {
            flow.given(METER_READINGS, reading("M1", first.plus(QUARTER.multipliedBy(i)), 0.75));
            flow.given(METER_READINGS, reading("M2", first.plus(QUARTER.multipliedBy(i)), i));
        }
        flow.tick(at("09:00:01"));

        assertThat(flow.then(DATA_QUALITY))
                .filteredOn(event -> event.rule() == QualityRule.STUCK)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.subject()).isEqualTo("M1");
                    assertThat(event.about()).isEqualTo(at("08:45:00"));
                    assertThat(event.action()).isEqualTo(QualityAction.USED_WITH_FLAG);
                });
    }

    @Test
    void aFlaggedReadingMakesTheLoadPartlyEstimatedAtFullCoverage() {
        flow.when(
                METER_READINGS,
                new MeterReading("M1", NINE, QUARTER, 2.0, ReadingQuality.SUBSTITUTED),
                reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.then(LOAD_OBSERVED)).singleElement().satisfies(load -> {
            assertThat(load.coverage()).isEqualTo(1);
            assertThat(load.quality()).isEqualTo(LoadQuality.PARTLY_ESTIMATED);
        });
    }

    @Test
    void aMeterWithoutPowerIsNotStuck() {
        for (int i = 1; i <= 100; i++) {
            flow.given(METER_READINGS, reading("M1", NINE.minus(QUARTER.multipliedBy(i)), 0.0));
        }

        assertThat(flow.then(DATA_QUALITY)).noneMatch(event -> event.rule() == QualityRule.STUCK);
    }

    @Test
    void aReadingFromTheFutureIsSetAsideAtTheNextTick() {
        flow.when(METER_READINGS, reading("M1", at("11:00:00"), 1.0));
        assertThat(flow.then(DATA_QUALITY)).isEmpty();
        flow.tick(at("09:00:01"));

        assertFinding("M1", QualityRule.FROM_THE_FUTURE, QualityAction.SET_ASIDE);
    }

    @Test
    void aReadingThatOnlyLooksEarlyWaitsForTheTickBehindIt() {
        flow.tick(at("09:01:00"), at("09:01:01"));

        flow.when(METER_READINGS, reading("M1", NINE, 2.0), reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.then(DATA_QUALITY)).isEmpty();
        assertThat(flow.then(LOAD_OBSERVED)).extracting(ObservedLoad::loadMw).containsExactly(0.020);
    }

    @Test
    void aReadingOlderThanAWeekIsSetAside() {
        flow.when(METER_READINGS, reading("M1", NINE.minus(Duration.ofDays(7)).minus(QUARTER.multipliedBy(2)), 1.0));

        assertFinding("M1", QualityRule.TOO_LATE, QualityAction.SET_ASIDE);
    }

    @Test
    void aReadingAfterTheGraceIsUsedAndSaidToBeLate() {
        flow.when(METER_READINGS, reading("M1", at("07:00:00"), 2.0), reading("M2", at("07:00:00"), 3.0));
        flow.tick(at("09:00:01"));

        assertThat(flow.then(DATA_QUALITY))
                .extracting(QualityEvent::rule)
                .containsExactly(QualityRule.LATE, QualityRule.LATE);
        assertThat(flow.then(LOAD_OBSERVED)).singleElement().satisfies(load -> {
            assertThat(load.slot()).isEqualTo(at("07:00:00"));
            assertThat(load.loadMw()).isEqualTo(0.020);
        });
    }

    @Test
    void garbageBecomesADeadLetterAndTheNextReadingIsUsed() {
        flow.when(METER_READINGS, reading("M1", NINE, 2.0));
        flow.givenRaw(METER_READINGS, "M1", "garbage".getBytes(StandardCharsets.UTF_8));
        flow.givenRaw(METER_READINGS, "M1", null);
        flow.givenRaw(METER_READINGS, null, new byte[] {1});
        flow.when(METER_READINGS, reading("M2", NINE, 3.0));
        flow.tick(at("09:15:00"));

        assertThat(flow.deadLetters()).hasSize(3);
        assertThat(flow.then(LOAD_OBSERVED)).extracting(ObservedLoad::loadMw).containsExactly(0.020);
    }

    @Test
    void readingsWaitInOrderWhileMasterDataIsBehind() {
        flow.given(METER_READINGS, reading("M1", NINE, 2.0));
        flow.tickOnly(METER_READINGS, at("09:15:00"), at("09:15:01"));
        flow.given(METER_READINGS, reading("M1", NINE, 2.5), reading("M2", NINE, 3.0), reading("M1", NINE, 4.0));
        flow.givenRaw(METER_READINGS, "M1", new byte[] {7});
        flow.tickOnly(METER_READINGS, at("09:15:01"), at("09:15:02"));
        assertThat(flow.then(DATA_QUALITY)).isEmpty();

        flow.tick(at("09:15:00")).tick(at("09:15:01"));

        assertThat(flow.then(DATA_QUALITY)).extracting(QualityEvent::value).containsExactly(2.5, 4.0);
        assertThat(flow.then(LOAD_OBSERVED)).extracting(ObservedLoad::loadMw).containsExactly(0.028);
        assertThat(flow.deadLetters()).hasSize(1);
    }

    private static MeterReading reading(String meterId, Instant start, Duration interval) {
        return new MeterReading(meterId, start, interval, 1.0, ReadingQuality.MEASURED);
    }

    private static MeterReading reading(String meterId, Instant start, double energyKwh) {
        return Grid.reading(meterId, start, energyKwh);
    }

    private QualityEvent assertFinding(String subject, QualityRule rule, QualityAction action) {
        QualityEvent event = flow.then(DATA_QUALITY).get(0);
        assertThat(flow.then(DATA_QUALITY)).hasSize(1);
        assertThat(event.subject()).isEqualTo(subject);
        assertThat(event.rule()).isEqualTo(rule);
        assertThat(event.action()).isEqualTo(action);
        assertThat(flow.deadLetters()).isEmpty();
        return event;
    }
}
