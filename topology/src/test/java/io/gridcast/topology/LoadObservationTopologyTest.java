package io.gridcast.topology;

import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.load.LoadObservationConfig;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The names of the topology; what it does is told in the tests of the package {@code load}. */
class LoadObservationTopologyTest {
    @Test
    void itLooksAsItsGoldenFileSays() throws IOException {
        var config = LoadObservationConfig.of(4, 4);

        GoldenFile.check(
                "load-observation", new LoadObservationTopology(config, new Codecs(new LocalRegistry())).build());
    }
}
