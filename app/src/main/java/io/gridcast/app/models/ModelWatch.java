package io.gridcast.app.models;

import io.gridcast.app.config.ModelTimeLimits;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.model.DeployedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees how long models take. One that overran its time too often is taken out by command. One that hangs can be stopped by nobody: it is
 * written down, taken out, and the instance is started again without it.
 *
 * <p>Thread-safe; costs a forecast two clock reads and two plain writes.
 */
public final class ModelWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);
    private static final String HUNG_MODELS = "hung-models.txt";

    private final ModelTimeLimits limits;
    private final Path hungModels;
    private final Out out;
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Slot> slot = ThreadLocal.withInitial(this::newSlot);
    private final Map<String, AtomicInteger> overruns = new ConcurrentHashMap<>();
    private final Thread watchdog = new Thread(this::look, "model-watch");
    private volatile ObjLongConsumer<DeployedModel> times = (model, tookNs) -> {};
    private volatile boolean closed;

    /** What is done with a model that must go. */
    public interface Out {
        /** Asks the lifecycle to take a model out; must not wait long. */
        void takeOut(DeployedModel model, String why);

        /** Ends this process in such a way that it is started again. */
        void restart(DeployedModel model);
    }

    /** @param stateDir where models that hung are written down */
    public ModelWatch(ModelTimeLimits limits, Path stateDir, Out out) {
        this.limits = limits;
        this.hungModels = stateDir.resolve(HUNG_MODELS);
        this.out = out;
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /** Models that hung in this instance before, by pack hash, and why they are not used. */
    public Map<String, ExplainedException> setAside() {
        Map<String, ExplainedException> all = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(hungModels)) {
                String hash = line.substring(0, Math.max(0, line.indexOf(' ')));
                all.put(
                        hash,
                        new ExplainedException(
                                line.substring(hash.length()).strip() + " hung in this instance before",
                                "it would stop all forecasts again",
                                "publish a model that ends under a new version; to try it once more, delete its line from "
                                        + hungModels));
            }
        } catch (NoSuchFileException none) {
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + hungModels, e);
        }
        return all;
    }

    /** Tells from now on how many nanoseconds each call of a model took; {@code listener} is called by many threads and must not wait. */
    public void onTime(ObjLongConsumer<DeployedModel> listener) {
        times = listener;
    }

    /** The same model, watched. */
    public QuantileModel guard(DeployedModel deployed, QuantileModel model) {
        return new Watched(deployed, model);
    }

    @Override
    public void close() {
        closed = true;
        watchdog.interrupt();
    }

    private Slot newSlot() {
        Slot fresh = new Slot();
        slots.add(fresh);
        return fresh;
    }

    private void look() {
        long everyMs = Math.max(10, Math.min(1_000, limits.hang().toMillis() / 4));
        while (!closed) {
            try {
                Thread.sleep(everyMs);
            } catch (InterruptedException e) {
                return;
            }
            for (Slot one : slots) {
                DeployedModel hung = one.hungFor(limits.hang());
                if (hung != null) {
                    restartWithout(hung);
                    return;
                }
            }
        }
    }

    private void restartWithout(DeployedModel hung) {
        String why = hung.model() + " has not ended after " + limits.hang().toSeconds() + " s";
        LOG.error(
                "model-hangs model={} pack={} what=\"{}\" mend=\"the instance starts again without it\"",
                hung.model(),
                hung.packHash(),
                why);
        try {
            Files.createDirectories(hungModels.toAbsolutePath().getParent());
            Files.writeString(
                    hungModels,
                    hung.packHash() + " " + hung.model() + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            out.takeOut(hung, why);
        } catch (IOException | RuntimeException e) {
            LOG.error("model-not-taken-out model={} cause=\"{}\"", hung.model(), e.toString());
        }
        out.restart(hung);
    }

    private void overran(DeployedModel deployed, long tookNs) {
        int count = overruns.computeIfAbsent(deployed.packHash(), hash -> new AtomicInteger())
                .incrementAndGet();
        LOG.warn(
                "model-overran model={} took_ms={} limit_ms={} times={}",
                deployed.model(),
                tookNs / 1_000_000,
                limits.score().toMillis(),
                count);
        if (count == limits.maxOverruns()) {
            String why =
                    deployed.model() + " took longer than " + limits.score().toMillis() + " ms " + count
                            + " times, the last time " + tookNs / 1_000_000 + " ms";
            Thread sender = new Thread(() -> out.takeOut(deployed, why), "take-out-" + deployed.model());
            sender.setDaemon(true);
            sender.start();
        }
    }

    /** What one thread is scoring. */
    private static final class Slot {
        private volatile @Nullable DeployedModel model;
        private volatile long startNs;

        @Nullable
        DeployedModel hungFor(Duration limit) {
            DeployedModel running = model;
            return running != null && System.nanoTime() - startNs > limit.toNanos() && running == model
                    ? running
                    : null;
        }
    }

    private final class Watched implements QuantileModel {
        private final DeployedModel deployed;
        private final QuantileModel model;
        private final long limitNs = limits.score().toNanos();

        Watched(DeployedModel deployed, QuantileModel model) {
            this.deployed = deployed;
            this.model = model;
        }

        @Override
        public int featureCount() {
            return model.featureCount();
        }

        @Override
        public int quantileCount() {
            return model.quantileCount();
        }

        @Override
        public void score(float[] features, int rows, float[] quantiles) {
            Slot mine = slot.get();
            long startNs = System.nanoTime();
            mine.startNs = startNs;
            mine.model = deployed;
            try {
                model.score(features, rows, quantiles);
            } finally {
                mine.model = null;
                long tookNs = System.nanoTime() - startNs;
                times.accept(deployed, tookNs);
                if (tookNs > limitNs) {
                    overran(deployed, tookNs);
                }
            }
        }
    }
}
