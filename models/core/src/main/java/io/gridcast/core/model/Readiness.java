package io.gridcast.core.model;

import java.util.List;

/**
 * A forecast task says that it has loaded, checked and warmed up a deployment's models.
 *
 * @param partition the task's partition
 * @param partitions how many partitions there are
 * @param revision the deployment's revision
 * @param fault why it cannot; empty when it is ready
 */
public record Readiness(
        Scope scope, int partition, int partitions, int revision, List<DeployedModel> models, String fault) {
    public Readiness {
        models = List.copyOf(models);
    }
}
