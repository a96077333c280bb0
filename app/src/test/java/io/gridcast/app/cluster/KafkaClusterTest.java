package io.gridcast.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.net.Ports;
import io.gridcast.core.check.ExplainedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClusterTest {
    @Test
    void aBrokerThatIsAwayIsSaidAtOnceWithItsAddress() {
        KafkaCluster cluster = KafkaCluster.of("127.0.0.1:" + Ports.free());

        assertThatThrownBy(cluster::admin)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("no Kafka broker answers at " + cluster.bootstrapServers())
                .hasMessageContaining("--bootstrap-servers");
    }

    @Test
    void anAddressWithoutAPortIsSaid() {
        assertThatThrownBy(() -> KafkaCluster.of("localhost").admin())
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("cannot connect to 'localhost'")
                .hasMessageContaining("host:port");
    }

    @Test
    void settingsOfTheClientComeAlong() {
        KafkaCluster cluster = new KafkaCluster("a:1", Map.of("security.protocol", "SSL"));

        assertThat(cluster.client())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "a:1");
    }
}
