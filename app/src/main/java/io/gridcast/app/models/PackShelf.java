package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.pack.PackChunks;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.models.ServedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models of a process by the hashes of their packs. Reads {@code models.artifacts.v1} in a thread of its own, from its
 * beginning, so that a restart finds every pack again before the first record needs it. Packs are loaded, checked and warmed up in one
 * more thread: those that come while it runs at once, those that were there before when they are asked for.
 *
 * <p>What no task retains is let go once there are more than {@value #SPARE_MODELS} such models, and read again if it is asked for.
 * Thread-safe.
 */
public final class PackShelf implements ModelShelf, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackShelf.class);
    private static final int SPARE_MODELS = 4;
    private static final long MAX_ARRIVING_BYTES = 128L << 20;
    private static final long LOOK_EVERY_MS = 1_000;
    private static final long TELL_EVERY_MS = 10_000;

    private final Platform platform;
    private final PackLoader loader = PackLoader.standard();
    private final ExecutorService loading = Executors.newSingleThreadExecutor(task -> daemon(task, "pack-loader"));
    private final TopicFollower follower;
    private final ArrivingPacks arriving = new ArrivingPacks(MAX_ARRIVING_BYTES);
    private final Map<String, ShelvedModel> models = new LinkedHashMap<>();
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> atWork = new HashSet<>();
    private final Map<String, Set<String>> retained = new HashMap<>();
    private boolean isCaughtUp;
    private boolean closed;

    /**
     * Starts to read.
     *
     * @param setAside packs that must not be used here, by hash, and why
     */
    public PackShelf(Platform platform, Map<String, ExplainedException> setAside) {
        this.platform = platform;
        setAside.forEach((hash, why) -> models.put(hash, ShelvedModel.refused(why)));
        follower = TopicFollower.start(
                "pack-shelf",
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_ARTIFACTS, (chunk, at) -> arrived(chunk)));
    }

    /** Waits until every pack that was there at the start has been seen. */
    public void awaitCaughtUp() throws InterruptedException {
        follower.awaitCaughtUp();
        synchronized (this) {
            isCaughtUp = true;
        }
    }

    @Override
    public synchronized void prepare(DeployedModel model) {
        String hash = model.packHash();
        if (!models.containsKey(hash) && wanted.add(hash)) {
            load(hash);
        }
    }

    @Override
    public synchronized ServedModel await(DeployedModel model) {
        prepare(model);
        long waitedMs = 0;
        ShelvedModel known = models.get(model.packHash());
        while (known == null) {
            waitFor(model, waitedMs);
            waitedMs += LOOK_EVERY_MS;
            known = models.get(model.packHash());
        }
        return known.serve(model);
    }

    @Override
    public synchronized void retain(String task, Set<String> packHashes) {
        retained.put(task, Set.copyOf(packHashes));
        letGo();
    }

    /** Which packs tasks of this process have asked for and that are not loaded and warm yet; empty when all are. */
    public synchronized Optional<String> trouble() {
        List<String> missing = wanted.stream()
                .filter(hash -> !models.containsKey(hash))
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("not loaded yet: pack " + String.join(", pack ", missing));
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
        loading.shutdownNow();
        synchronized (this) {
            models.values().forEach(ShelvedModel::close);
            models.clear();
        }
    }

    private synchronized void arrived(ModelArtifactChunk chunk) {
        String hash = chunk.packHash();
        if (models.containsKey(hash) || atWork.contains(hash)) {
            return;
        }
        if (arriving.add(chunk) && (isCaughtUp || wanted.contains(hash))) {
            load(hash);
        }
    }

    /** Hands a pack to the loading thread if it is all there, or was. */
    private void load(String hash) {
        boolean isGone = arriving.isDropped(hash);
        Optional<List<ModelArtifactChunk>> chunks = arriving.take(hash);
        if ((chunks.isPresent() || isGone) && atWork.add(hash)) {
            try {
                loading.execute(() -> loadNow(hash, chunks));
            } catch (RejectedExecutionException e) {
                atWork.remove(hash); // the shelf is closing
            }
        }
    }

    private void loadNow(String hash, Optional<List<ModelArtifactChunk>> chunks) {
        ShelvedModel model;
        try {
            long startNs = System.nanoTime();
            model = ShelvedModel.of(loader.load(PackChunks.join(chunks.orElseGet(() -> readAgain(hash)))));
            LOG.info("model-loaded pack={} ms={}", hash, (System.nanoTime() - startNs) / 1_000_000);
        } catch (ExplainedException refused) {
            LOG.error(
                    "model-refused pack={} what=\"{}\" why=\"{}\" mend=\"{}\"",
                    hash,
                    refused.what(),
                    refused.why(),
                    refused.mend());
            model = ShelvedModel.refused(refused);
        } catch (RuntimeException | LinkageError broken) {
            LOG.error("model-refused pack={} what=\"{}\"", hash, broken.toString(), broken);
            model = ShelvedModel.refused(new ExplainedException(
                    "pack " + hash + " cannot be loaded: " + broken,
                    "the model in it makes its reader fail",
                    "export the model again and publish it under a new version"));
        }
        put(hash, model);
    }

    private synchronized void put(String hash, ShelvedModel model) {
        atWork.remove(hash);
        if (closed) {
            model.close();
            return;
        }
        models.put(hash, model);
        letGo();
        notifyAll();
    }

    private List<ModelArtifactChunk> readAgain(String hash) {
        List<ModelArtifactChunk> chunks = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_ARTIFACTS, (chunk, at) -> {
                    if (chunk.packHash().equals(hash)) {
                        chunks.add(chunk);
                    }
                }));
        return chunks;
    }

    /** Frees the oldest models that nobody retains, but for a few: a model that was just published is about to be deployed. */
    private void letGo() {
        Set<String> kept = new HashSet<>();
        retained.values().forEach(kept::addAll);
        List<String> spare = new ArrayList<>();
        models.forEach((hash, model) -> {
            if (!kept.contains(hash) && model.loaded() != null) {
                spare.add(hash);
            }
        });
        for (String hash : spare.subList(0, Math.max(0, spare.size() - SPARE_MODELS))) {
            ShelvedModel freed = models.remove(hash);
            if (freed != null) {
                freed.close();
            }
            wanted.remove(hash);
            arriving.drop(hash);
        }
    }

    private void waitFor(DeployedModel model, long waitedMs) {
        follower.requireNoFailure();
        if (closed) {
            throw new ExplainedException(
                    "the pack of " + model.model() + " had not come when the engine stopped",
                    "a task waited for it",
                    "start the engine again; publish the pack if it is missing (gridcast models publish)");
        }
        if (waitedMs > 0 && waitedMs % TELL_EVERY_MS == 0) {
            LOG.warn(
                    "model-awaited model={} pack={} waited_s={} mend=\"publish the pack (gridcast models publish)\"",
                    model.model(),
                    model.packHash(),
                    waitedMs / 1000);
        }
        try {
            wait(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
