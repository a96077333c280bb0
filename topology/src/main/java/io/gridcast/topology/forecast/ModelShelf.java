package io.gridcast.topology.forecast;

import io.gridcast.core.model.DeployedModel;

/** Where a task finds the models that deployments name. Shared by all tasks of a process, so thread-safe. */
public interface ModelShelf {
    /**
     * The model, loaded, checked and warmed up; waits until its pack has arrived.
     *
     * @throws io.gridcast.core.check.ExplainedException if the pack is there and must not be used
     */
    ServedModel await(DeployedModel model);
}
