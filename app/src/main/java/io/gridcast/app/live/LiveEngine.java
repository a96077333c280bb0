package io.gridcast.app.live;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.models.PackShelf;
import io.gridcast.app.platform.Platform;
import io.gridcast.topology.flow.Codecs;

/** All applications of the engine and the models that they score with, on one platform. */
public final class LiveEngine implements AutoCloseable {
    private final PackShelf shelf;
    private final Engine engine;

    private LiveEngine(PackShelf shelf, Engine engine) {
        this.shelf = shelf;
        this.engine = engine;
    }

    /**
     * Reads the model packs that are there, then starts all applications.
     *
     * @param platform with all topics; stays the caller's
     */
    public static LiveEngine start(Platform platform, GridcastConfig config) throws InterruptedException {
        PackShelf shelf = new PackShelf(platform);
        try {
            shelf.awaitCaughtUp();
            Codecs codecs = new Codecs(platform.registry());
            return new LiveEngine(
                    shelf, Engine.start(config.engine(), platform.cluster(), Applications.of(config, codecs, shelf)));
        } catch (RuntimeException | InterruptedException e) {
            shelf.close();
            throw e;
        }
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
    }
}
