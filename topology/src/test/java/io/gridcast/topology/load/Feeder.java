package io.gridcast.topology.load;

import static io.gridcast.serdes.Topics.GRID_METERS;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.topology.load.Grid.NINE;
import static io.gridcast.topology.load.Grid.feeder;
import static io.gridcast.topology.load.Grid.meter;

import io.gridcast.topology.Flow;
import io.gridcast.topology.LoadObservationTopology;

/** Where stories begin: feeder F1 with the meters M1 and M2, known at nine. */
final class Feeder {
    private Feeder() {}

    static Flow nothing() {
        var config = LoadObservationConfig.of(1, 1);
        return Flow.of(
                LoadObservationTopology.APPLICATION_ID, codecs -> new LoadObservationTopology(config, codecs).build());
    }

    static Flow withTwoMeters() {
        Flow flow = nothing();
        flow.given(GRID_SERIES, feeder("F1"));
        flow.given(GRID_METERS, meter("M1", "F1"), meter("M2", "F1"));
        return flow.tick(NINE);
    }
}
