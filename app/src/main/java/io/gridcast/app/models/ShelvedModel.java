package io.gridcast.app.models;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.pack.LoadedModel;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.topology.models.ModelRefusedException;
import io.gridcast.topology.models.ServedModel;
import org.jspecify.annotations.Nullable;

/** A model on the shelf, or why there is none. */
record ShelvedModel(
        @Nullable LoadedModel loaded,
        @Nullable ServedModel served,
        @Nullable ExplainedException refusal) implements AutoCloseable {
    static ShelvedModel of(LoadedModel loaded) {
        PackManifest manifest = loaded.manifest();
        return new ShelvedModel(
                loaded,
                new ServedModel(
                        manifest.schema(),
                        manifest.schemaFingerprint(),
                        manifest.levels(),
                        manifest.pointLevel(),
                        loaded.model(),
                        manifest.spikes()),
                null);
    }

    static ShelvedModel refused(ExplainedException refusal) {
        return new ShelvedModel(null, null, refusal);
    }

    /** @throws ModelRefusedException if it must not be used, or is another than was asked for */
    ServedModel serve(DeployedModel wanted) {
        if (refusal != null) {
            throw new ModelRefusedException(refusal);
        }
        if (served == null || loaded == null || !loaded.manifest().model().equals(wanted.model())) {
            throw new ModelRefusedException(new ExplainedException(
                    "pack " + wanted.packHash() + " holds "
                            + (loaded == null ? "no model" : loaded.manifest().model()) + ", not " + wanted.model(),
                    "a deployment names a version and its pack together",
                    "deploy the model that the pack holds"));
        }
        return served;
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
