package io.gridcast.app.models;

import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Where people hand in model packs and commands; both are on their topics, for all to see, when a call returns. */
public final class ModelDesk {
    /** What the transactional ids of publishing begin with. */
    public static final String PUBLISHING = "gridcast-publish-";

    private final Platform platform;
    private final TopicCodec<ModelArtifactChunk> chunks;
    private final TopicCodec<ModelCommand> commands;
    private final String who;

    /** @param who the author of what is handed in */
    public ModelDesk(Platform platform, String who) {
        this.platform = platform;
        this.who = who;
        chunks = new TopicCodec<>(Topics.MODELS_ARTIFACTS, platform.registry());
        commands = new TopicCodec<>(Topics.MODELS_COMMANDS, platform.registry());
    }

    /** What became of a pack that was handed in. */
    public enum Publication {
        /** It is on its topic, and the engine has been asked to publish it. */
        SENT,
        /** It had been published before, and lies whole on its topic; nothing was sent. */
        ALREADY_PUBLISHED
    }

    /**
     * Sends a pack in one transaction, so that nobody ever sees a part of it, then asks for it to be published.
     *
     * @throws VersionTakenException if its version was published with other bytes before; nothing is sent then
     */
    public Publication publish(PackShipment pack, String why, Instant at) {
        Optional<String> before =
                AuditedVersions.read(platform).packOf(pack.model().toString());
        if (before.isPresent() && !before.get().equals(pack.packHash())) {
            throw new VersionTakenException(pack.model(), before.get(), pack.packHash());
        }
        if (before.isPresent() && new PublishedChunks(platform).hold(pack.packHash())) {
            return Publication.ALREADY_PUBLISHED;
        }
        send(pack, at);
        ask(pack, why, at);
        return Publication.SENT;
    }

    /**
     * Sends the pieces of a pack, all or none.
     *
     * <p>The transaction is named by the pack: where a publisher died in the middle of it, the next one of the same pack ends that
     * transaction first.
     */
    private void send(PackShipment pack, Instant at) {
        try (Producer<byte[], byte[]> producer = platform.transactionalProducer(PUBLISHING + pack.packHash())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (ModelArtifactChunk chunk : pack.chunks()) {
                producer.send(record(chunks, chunk, at));
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw platform.cluster().explain(e);
        }
    }

    private void ask(PackShipment pack, String why, Instant at) {
        send(
                ModelCommand.publish(
                        pack.model(),
                        pack.packHash(),
                        Scope.all(pack.target()),
                        who,
                        why,
                        pack.signature(),
                        pack.pack().manifestJson()),
                at);
    }

    /** Asks for a change in a published model's life. */
    public void command(CommandKind kind, DeployedModel model, Scope scope, String why, Instant at) {
        send(new ModelCommand(kind, model.model(), model.packHash(), scope, 0, who, why), at);
    }

    /** Asks for a published model to become the first champion of a scope; refused where another one is champion by then. */
    public void crown(DeployedModel model, Scope scope, String why, Instant at) {
        send(
                new ModelCommand(CommandKind.DEPLOY, model.model(), model.packHash(), scope, 0, who, why)
                        .against(model.model()),
                at);
    }

    /** Asks for a published model to serve a share of the series of a scope. */
    public void canary(DeployedModel model, Scope scope, double share, String why, Instant at) {
        send(new ModelCommand(CommandKind.CANARY, model.model(), model.packHash(), scope, share, who, why), at);
    }

    /** Asks for a model to become the champion of all series of its target. */
    public void deploy(PackShipment pack, String why, Instant at) {
        command(CommandKind.DEPLOY, pack.deployed(), Scope.all(pack.target()), why, at);
    }

    private void send(ModelCommand command, Instant at) {
        try (Producer<byte[], byte[]> producer = platform.producer("gridcast-command", 0)) {
            producer.send(record(commands, command, at)).get();
        } catch (ExecutionException e) {
            throw platform.cluster().explain(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static <T> ProducerRecord<byte[], byte[]> record(TopicCodec<T> codec, T value, Instant at) {
        Topic<T> topic = codec.topic();
        byte[] key = topic.keyOf(value).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, codec.encode(value));
    }
}
