package io.gridcast.topology.models;

import io.gridcast.core.model.DeployedModel;
import java.util.Set;

/** Where a task finds the models that deployments name. Shared by all tasks of a process, so thread-safe. */
public interface ModelShelf {
    /**
     * The model, loaded, checked and warmed up; waits until its pack has arrived.
     *
     * @throws ModelRefusedException if the pack is there and must not be used
     */
    ServedModel await(DeployedModel model);

    /** Begins to load a model that will be asked for, in another thread; returns at once. Where all are at hand, does nothing. */
    default void prepare(DeployedModel model) {}

    /**
     * Says which packs a task may still ask for, in the place of what it said before. A pack that no task retains may be let go;
     * asked for once more, it is loaded again. Where nothing is ever let go, does nothing.
     *
     * @param task names it, such as {@code forecast-series-3}
     */
    default void retain(String task, Set<String> packHashes) {}
}
