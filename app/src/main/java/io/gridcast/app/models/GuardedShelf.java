package io.gridcast.app.models;

import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.models.ServedModel;
import java.util.Set;

/**
 * A shelf whose models are handed out under guard.
 *
 * @param guard puts the guard around a model
 */
public record GuardedShelf(ModelShelf shelf, Guard guard) implements ModelShelf {
    /** Puts a guard around models. */
    @FunctionalInterface
    public interface Guard {
        /** The same model, guarded. */
        QuantileModel around(DeployedModel deployed, QuantileModel model);
    }

    @Override
    public ServedModel await(DeployedModel model) {
        ServedModel served = shelf.await(model);
        return served.around(guard.around(model, served.model()));
    }

    @Override
    public void prepare(DeployedModel model) {
        shelf.prepare(model);
    }

    @Override
    public void retain(String task, Set<String> packHashes) {
        shelf.retain(task, packHashes);
    }
}
