package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.pack.LoadedModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackChunks;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.forecast.ModelShelf;
import io.gridcast.topology.forecast.ServedModel;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models of a process by the hashes of their packs. Reads {@code models.artifacts.v1} in a thread of its own, from its
 * beginning, so that a restart finds every pack again before the first record needs it; puts the chunks of a pack together when its
 * last one has come, and loads it when a deployment first names it.
 *
 * <p>Chunks of packs that nobody has deployed stay in heap until then: a pack is a few megabytes. Thread-safe.
 */
public final class PackShelf implements ModelShelf, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackShelf.class);
    private static final long LOOK_EVERY_MS = 1_000;
    private static final long TELL_EVERY_MS = 10_000;

    private final PackLoader loader = PackLoader.standard();
    private final TopicFollower follower;
    private final Map<String, TreeMap<Integer, ModelArtifactChunk>> arriving = new HashMap<>();
    private final Map<String, Entry> models = new HashMap<>();
    private boolean closed;

    /** Starts to read. */
    public PackShelf(Platform platform) {
        follower = TopicFollower.start(
                "pack-shelf",
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_ARTIFACTS, (chunk, at) -> arrived(chunk)));
    }

    /** Waits until every pack that was there at the start is on the shelf. */
    public void awaitCaughtUp() throws InterruptedException {
        follower.awaitCaughtUp();
    }

    @Override
    public synchronized ServedModel await(DeployedModel wanted) {
        long waitedMs = 0;
        while (true) {
            Entry known = models.get(wanted.packHash());
            if (known != null) {
                return known.serve(wanted);
            }
            TreeMap<Integer, ModelArtifactChunk> chunks = arriving.get(wanted.packHash());
            if (chunks != null && isComplete(chunks)) {
                load(wanted, chunks);
            } else {
                waitForChunks(wanted, waitedMs);
                waitedMs += LOOK_EVERY_MS;
            }
        }
    }

    /** Lets go of tasks that wait for a pack: they fail, and so does every later wait. */
    public synchronized void stopWaiting() {
        closed = true;
        notifyAll();
    }

    /** Frees the models; no task may use one any more. */
    @Override
    public void close() {
        stopWaiting();
        follower.close();
        synchronized (this) {
            models.values().forEach(Entry::close);
            models.clear();
        }
    }

    private synchronized void arrived(ModelArtifactChunk chunk) {
        if (models.containsKey(chunk.packHash())) {
            return;
        }
        arriving.computeIfAbsent(chunk.packHash(), hash -> new TreeMap<>()).put(chunk.number(), chunk);
        if (chunk.number() == chunk.count() - 1) {
            notifyAll();
        }
    }

    private void load(DeployedModel wanted, TreeMap<Integer, ModelArtifactChunk> chunks) {
        long startNs = System.nanoTime();
        Entry entry;
        try {
            ModelPack pack = PackChunks.join(chunks.values());
            entry = Entry.of(loader.load(pack));
            LOG.info(
                    "model-loaded model={} pack={} ms={}",
                    wanted.model(),
                    wanted.packHash(),
                    (System.nanoTime() - startNs) / 1_000_000);
        } catch (ExplainedException refused) {
            LOG.error(
                    "model-refused model={} pack={} what=\"{}\" why=\"{}\" mend=\"{}\"",
                    wanted.model(),
                    wanted.packHash(),
                    refused.what(),
                    refused.why(),
                    refused.mend());
            entry = Entry.refused(refused);
        }
        models.put(wanted.packHash(), entry);
        arriving.remove(wanted.packHash());
    }

    private void waitForChunks(DeployedModel wanted, long waitedMs) {
        follower.requireNoFailure();
        if (closed) {
            throw new ExplainedException(
                    "the pack of " + wanted.model() + " had not come when the engine stopped",
                    "a task waited for it",
                    "start the engine again; publish the pack if it is missing (gridcast models publish)");
        }
        if (waitedMs > 0 && waitedMs % TELL_EVERY_MS == 0) {
            LOG.warn(
                    "model-awaited model={} pack={} waited_s={} mend=\"publish the pack (gridcast models publish)\"",
                    wanted.model(),
                    wanted.packHash(),
                    waitedMs / 1000);
        }
        try {
            wait(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private static boolean isComplete(TreeMap<Integer, ModelArtifactChunk> chunks) {
        return chunks.size() == chunks.firstEntry().getValue().count();
    }

    /** A model, or why there is none. */
    private record Entry(
            @org.jspecify.annotations.Nullable LoadedModel loaded,
            @org.jspecify.annotations.Nullable ServedModel served,
            @org.jspecify.annotations.Nullable ExplainedException refusal) {
        static Entry of(LoadedModel loaded) {
            PackManifest manifest = loaded.manifest();
            return new Entry(
                    loaded,
                    new ServedModel(manifest.schema(), manifest.schemaFingerprint(), manifest.levels(), loaded.model()),
                    null);
        }

        static Entry refused(ExplainedException refusal) {
            return new Entry(null, null, refusal);
        }

        ServedModel serve(DeployedModel wanted) {
            if (refusal != null) {
                throw refusal;
            }
            if (served == null || loaded == null || !loaded.manifest().model().equals(wanted.model())) {
                throw new ExplainedException(
                        "pack " + wanted.packHash() + " holds "
                                + (loaded == null
                                        ? "no model"
                                        : loaded.manifest().model()) + ", not " + wanted.model(),
                        "a deployment names a version and its pack together",
                        "deploy the model that the pack holds");
            }
            return served;
        }

        void close() {
            if (loaded != null) {
                loaded.close();
            }
        }
    }
}
