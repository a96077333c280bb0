package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackChunks;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** The pieces of packs on {@code models.artifacts.v1}. */
public final class PublishedChunks {
    private final Platform platform;

    /** On this platform. */
    public PublishedChunks(Platform platform) {
        this.platform = platform;
    }

    /** The chunks of a pack that are there now, in order; a chunk that was taken back is not. */
    public List<ModelArtifactChunk> of(String packHash) {
        TreeMap<Integer, ModelArtifactChunk> chunks = new TreeMap<>();
        String prefix = packHash + "/";
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).raw(Topics.MODELS_ARTIFACTS, record -> {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (key.startsWith(prefix)) {
                        int number = Integer.parseInt(key.substring(prefix.length()));
                        if (record.value() == null) {
                            chunks.remove(number);
                        } else {
                            chunks.put(number, decode(record.value()));
                        }
                    }
                }));
        return new ArrayList<>(chunks.values());
    }

    private ModelArtifactChunk decode(byte[] value) {
        return new TopicCodec<>(Topics.MODELS_ARTIFACTS, platform.registry()).decode(value);
    }

    /**
     * Puts a published pack together again.
     *
     * @throws ExplainedException if a piece is missing or altered
     */
    public ModelPack pack(String packHash) {
        return PackChunks.join(of(packHash));
    }

    /** Whether all pieces of a pack are there, and whole. */
    public boolean hold(String packHash) {
        try {
            return pack(packHash).hash().equals(packHash);
        } catch (ExplainedException incomplete) {
            return false;
        }
    }

    /** Takes all pieces of a pack back, in one transaction: compaction frees their room. */
    public int remove(String packHash) {
        List<ModelArtifactChunk> chunks = of(packHash);
        if (chunks.isEmpty()) {
            return 0;
        }
        try (Producer<byte[], byte[]> producer = platform.transactionalProducer("gridcast-publish-" + packHash)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (ModelArtifactChunk chunk : chunks) {
                byte[] key = Topics.MODELS_ARTIFACTS.keyOf(chunk).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.MODELS_ARTIFACTS.name(), key, null))
                        .get();
            }
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw platform.cluster().explain(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
        return chunks.size();
    }
}
