package io.gridcast.app.serving;

import io.gridcast.topology.serving.ServedStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** Which instances have which stores, as Kafka Streams knows it. Thread-safe. */
final class Whereabouts {
    private static final Bytes ANY_KEY = Bytes.wrap(new byte[] {0});

    private final KafkaStreams streams;
    private final HostInfo self;

    Whereabouts(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    /** Who may answer for a partition, the best first: the instance that works on it, then copies, ours before others'. */
    List<Place> of(ServedStores stores, int partition) {
        List<Place> places = new ArrayList<>();
        KeyQueryMetadata found = metadata(stores, partition);
        if (!KeyQueryMetadata.NOT_AVAILABLE.equals(found)) {
            places.add(new Place(found.activeHost(), false));
        }
        // Not only a copy: a store that is being restored here is better than none.
        places.add(new Place(self, true));
        for (HostInfo standby : found.standbyHosts()) {
            if (!standby.equals(self)) {
                places.add(new Place(standby, true));
            }
        }
        return places;
    }

    private KeyQueryMetadata metadata(ServedStores stores, int partition) {
        StreamPartitioner<Bytes, Object> there = (topic, key, value, count) -> Optional.of(Set.of(partition));
        try {
            KeyQueryMetadata found = streams.queryMetadataForKey(stores.newest(), ANY_KEY, there);
            return found == null ? KeyQueryMetadata.NOT_AVAILABLE : found;
        } catch (IllegalStateException | StreamsException notRunning) {
            return KeyQueryMetadata.NOT_AVAILABLE;
        }
    }
}
