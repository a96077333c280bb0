package io.gridcast.topology.load;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.METER_READINGS;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.at;
import static io.gridcast.topology.load.Grid.feeder;
import static io.gridcast.topology.load.Grid.meter;
import static io.gridcast.topology.load.Grid.reading;
import static io.gridcast.topology.load.Grid.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.topology.Flow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Totals of series. */
class TotalsTest {
    private Flow flow;

    @BeforeEach
    void twoFeedersAndTheirTotal() {
        flow = Feeder.nothing();
        flow.given(GRID_SERIES, total("ALL", "F2", "F1"), feeder("F1"), feeder("F2"));
        flow.given(GRID_METERS, meter("M1", "F1"), meter("M2", "F2"));
        flow.tick(NINE);
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    void aTotalClosesWithTheLastOfItsMembers() {
        flow.given(METER_READINGS, reading("M1", NINE, 1.0)).tick(at("09:15:00"));
        assertThat(totals()).isEmpty();

        flow.when(METER_READINGS, reading("M2", NINE, 2.0));
        flow.tick(at("09:15:01"));

        assertThat(totals())
                .extracting(ObservedLoad::loadMw, ObservedLoad::coverage, ObservedLoad::quality, ObservedLoad::revision)
                .containsExactly(tuple(0.012, 1.0, LoadQuality.MEASURED, 0));
    }

    @Test
    void aCorrectionOfAMemberRevisesTheTotal() {
        flow.given(METER_READINGS, reading("M1", NINE, 1.0), reading("M2", NINE, 2.0))
                .tick(at("09:15:00"));

        flow.when(METER_READINGS, reading("M2", NINE, 4.0));
        flow.tick(at("09:15:01"));

        assertThat(totals())
                .extracting(ObservedLoad::loadMw, ObservedLoad::revision)
                .containsExactly(tuple(0.012, 0), tuple(0.020, 1));
    }

    @Test
    void aTotalDoesNotWaitForASilentMemberBeyondTheGrace() {
        flow.given(METER_READINGS, reading("M1", NINE, 1.0)).tick(at("09:15:00"));

        flow.tick(at("09:20:00"));

        assertThat(totals()).singleElement().satisfies(load -> {
            assertThat(load.loadMw()).isEqualTo(0.004);
            assertThat(load.coverage()).isEqualTo(0.5);
            assertThat(load.quality()).isEqualTo(LoadQuality.PARTLY_ESTIMATED);
        });
    }

    @Test
    void aTotalAmongTheMembersIsRefusedByName() {
        flow.when(GRID_SERIES, total("TOP", "ALL", "F1"));
        flow.tick(at("09:00:01"));

        assertThat(flow.then(DATA_QUALITY)).singleElement().satisfies(event -> {
            assertThat(event.rule()).isEqualTo(QualityRule.INVALID_MASTER_DATA);
            assertThat(event.subject()).isEqualTo("TOP");
            assertThat(event.detail()).contains("ALL");
        });
    }

    private List<ObservedLoad> totals() {
        return flow.then(LOAD_OBSERVED).stream()
                .filter(load -> load.seriesId().equals("ALL"))
                .toList();
    }
}
