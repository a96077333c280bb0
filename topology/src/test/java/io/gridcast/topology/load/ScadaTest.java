package io.gridcast.topology.load;

import static io.gridcast.core.grid.ScadaQuality.GOOD;
import static io.gridcast.core.grid.ScadaQuality.INVALID;
import static io.gridcast.core.grid.ScadaQuality.QUESTIONABLE;
import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.SCADA_MEASUREMENTS;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.at;
import static io.gridcast.topology.load.Grid.feeder;
import static io.gridcast.topology.load.Grid.meter;
import static io.gridcast.topology.load.Grid.scada;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.topology.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Series that SCADA measures. */
class ScadaTest {
    private Flow flow;

    @BeforeEach
    void aFeederWithoutMeters() {
        flow = Feeder.nothing();
        flow.given(GRID_SERIES, feeder("F1")).tick(NINE);
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    void measurementsWeighAsLongAsTheyHold() {
        flow.given(SCADA_MEASUREMENTS, scada("F1", NINE, 10, GOOD)).tick(at("09:05:00"));
        flow.given(SCADA_MEASUREMENTS, scada("F1", at("09:05:00"), 40, GOOD)).tick(at("09:15:00"));
        assertThat(flow.then(LOAD_OBSERVED)).isEmpty();

        flow.when(SCADA_MEASUREMENTS, scada("F1", at("09:15:00"), 99, GOOD));
        flow.tick(at("09:15:01"));

        assertThat(flow.then(LOAD_OBSERVED)).singleElement().satisfies(load -> {
            assertThat(load.loadMw()).isCloseTo(30, within(1e-9));
            assertThat(load.coverage()).isEqualTo(1);
            assertThat(load.quality()).isEqualTo(LoadQuality.MEASURED);
        });
    }

    @Test
    void aMeasurementHoldsNoLongerThanTheHold() {
        flow.given(SCADA_MEASUREMENTS, scada("F1", NINE, 10, GOOD)).tick(at("09:15:00"));
        flow.tick(at("09:20:00"));
        flow.tick(at("09:35:00"));

        assertThat(flow.then(LOAD_OBSERVED))
                .extracting(ObservedLoad::slot, ObservedLoad::loadMw, ObservedLoad::coverage, ObservedLoad::quality)
                .containsExactly(
                        tuple(NINE, 10.0, 1.0, LoadQuality.MEASURED),
                        tuple(at("09:15:00"), 10.0, 0.0, LoadQuality.ESTIMATED));
    }

    @Test
    void questionableMeasurementsAreUsedButCoverNothing() {
        flow.given(SCADA_MEASUREMENTS, scada("F1", NINE, 10, GOOD), scada("F1", at("09:00:01"), 20, QUESTIONABLE));
        flow.tick(at("09:15:00")).tick(at("09:20:00"));

        assertThat(flow.then(LOAD_OBSERVED)).singleElement().satisfies(load -> {
            assertThat(load.coverage()).isCloseTo(1 / 900.0, within(1e-12));
            assertThat(load.quality()).isEqualTo(LoadQuality.PARTLY_ESTIMATED);
        });
    }

    @Test
    void invalidMeasurementsAreIgnored() {
        flow.given(
                SCADA_MEASUREMENTS,
                scada("F1", NINE, 10, GOOD),
                scada("F1", at("09:00:01"), 500, INVALID),
                scada("F1", at("09:00:02"), Double.NaN, GOOD));
        flow.tick(at("09:15:00")).tick(at("09:20:00"));

        assertThat(flow.then(LOAD_OBSERVED)).extracting(ObservedLoad::loadMw).containsExactly(10.0);
        assertThat(flow.then(DATA_QUALITY))
                .extracting(QualityEvent::rule)
                .containsExactly(QualityRule.INVALID_SCADA, QualityRule.NOT_A_NUMBER);
    }

    @Test
    void scadaStandsInForMetersThatAreAllSilent() {
        flow.given(GRID_METERS, meter("M1", "F1")).tick(at("09:00:01"));
        flow.given(SCADA_MEASUREMENTS, scada("F1", at("09:00:01"), 10, GOOD), scada("F1", at("09:14:00"), 10, GOOD));
        flow.tick(at("09:15:00")).tick(at("09:20:00"));

        assertThat(flow.then(LOAD_OBSERVED))
                .extracting(ObservedLoad::slot, ObservedLoad::loadMw)
                .contains(tuple(NINE, 10.0));
    }

    @Test
    void aSeriesWithNeitherMetersNorScadaHasNoLoad() {
        flow.tick(at("10:00:00"));

        assertThat(flow.then(LOAD_OBSERVED)).isEmpty();
        assertThat(flow.then(DATA_QUALITY)).isEmpty();
    }
}
