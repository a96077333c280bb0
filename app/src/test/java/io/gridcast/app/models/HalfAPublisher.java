package io.gridcast.app.models;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A process that sends all pieces of a pack but the last in their transaction, says so, and waits to be killed. */
final class HalfAPublisher {
    private HalfAPublisher() {}

    public static void main(String[] args) throws Exception {
        var platform = new Platform(
                KafkaCluster.of(args[0]),
                new RegistryClient(RegistryConfig.of(Map.of(RegistryConfig.URL, args[1]))),
                "test",
                List.of());
        PackShipment pack = PackShipment.read(Path.of(args[2]));
        var codec = new TopicCodec<>(Topics.MODELS_ARTIFACTS, platform.registry());
        var producer = platform.transactionalProducer("gridcast-publish-" + pack.packHash());
        producer.initTransactions();
        producer.beginTransaction();
        for (ModelArtifactChunk chunk : pack.chunks().subList(0, pack.chunks().size() - 1)) {
            byte[] key = Topics.MODELS_ARTIFACTS.keyOf(chunk).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.MODELS_ARTIFACTS.name(), key, codec.encode(chunk)))
                    .get();
        }
        System.out.println("all but the last are sent");
        new CountDownLatch(1).await();
    }
}
