package io.gridcast.app.live;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.ModelTimeLimits;
import io.gridcast.app.engine.Application;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.models.GuardedShelf;
import io.gridcast.app.models.ModelTakeOut;
import io.gridcast.app.models.ModelWatch;
import io.gridcast.app.models.PackShelf;
import io.gridcast.app.models.PatientModel;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.serving.AtHand;
import io.gridcast.topology.time.TaskLogic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.state.HostInfo;

/** All applications of the engine and the models that they score with, on one platform. */
public final class LiveEngine implements AutoCloseable {
    private final ModelTakeOut takeOut;
    private final ModelWatch watch;
    private final PackShelf shelf;
    private final Engine engine;
    private final AtHand atHand;

    private LiveEngine(ModelTakeOut takeOut, ModelWatch watch, PackShelf shelf, Engine engine, AtHand atHand) {
        this.takeOut = takeOut;
        this.watch = watch;
        this.shelf = shelf;
        this.engine = engine;
        this.atHand = atHand;
    }

    /**
     * Reads the model packs that are there, then starts all applications.
     *
     * @param platform with all topics; stays the caller's
     */
    public static LiveEngine start(Platform platform, GridcastConfig config) throws InterruptedException {
        return start(platform, config, TaskLogic.Around.NOTHING);
    }

    /**
     * As above, with the application whose stores can be asked by HTTP.
     *
     * @param advertised where other instances ask this one
     */
    public static LiveEngine serving(Platform platform, GridcastConfig config, HostInfo advertised)
            throws InterruptedException {
        return start(platform, config, TaskLogic.Around.NOTHING, Optional.of(advertised));
    }

    /**
     * As above.
     *
     * @param around put around the logic that forecasts, and that of shadows
     */
    public static LiveEngine start(Platform platform, GridcastConfig config, TaskLogic.Around around)
            throws InterruptedException {
        return start(platform, config, around, Optional.empty());
    }

    private static LiveEngine start(
            Platform platform, GridcastConfig config, TaskLogic.Around around, Optional<HostInfo> advertised)
            throws InterruptedException {
        ModelTimeLimits limits = config.modelTimes();
        ModelTakeOut takeOut = new ModelTakeOut(platform);
        ModelWatch watch = new ModelWatch(limits, config.engine().stateDir(), takeOut);
        PackShelf shelf = new PackShelf(platform, watch.setAside());
        try {
            shelf.awaitCaughtUp();
            var watched = new GuardedShelf(shelf, watch::guard);
            var patient = new GuardedShelf(
                    shelf, (deployed, model) -> new PatientModel(deployed, model, limits.shadowPatience()));
            Codecs codecs = new Codecs(platform.registry());
            List<Application> applications = new ArrayList<>(Applications.of(config, codecs, watched, patient, around));
            AtHand atHand = new AtHand();
            advertised.ifPresent(at -> applications.add(Applications.serving(config, codecs, atHand)));
            Engine engine = Engine.start(config.engine(), platform.cluster(), applications, advertised);
            return new LiveEngine(takeOut, watch, shelf, engine, atHand);
        } catch (RuntimeException | InterruptedException e) {
            shelf.close();
            watch.close();
            takeOut.close();
            throw e;
        }
    }

    /** Tells how many nanoseconds each call of a model takes that forecasts stand on; {@code listener} must be thread-safe and quick. */
    public void timeModels(ObjLongConsumer<DeployedModel> listener) {
        watch.onTime(listener);
    }

    /** Which models are not loaded and warm that tasks have asked for; empty when all are. */
    public Optional<String> modelTrouble() {
        return shelf.trouble();
    }

    /** What the serving application has put last, on this instance. */
    public AtHand atHand() {
        return atHand;
    }

    /** The running applications. */
    public Engine engine() {
        return engine;
    }

    /** The shelf first, so that a task that waits for a pack lets go. */
    @Override
    public void close() {
        shelf.stopWaiting();
        engine.close();
        shelf.close();
        watch.close();
        takeOut.close();
    }
}
