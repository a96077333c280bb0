package io.gridcast.core.forecast;

import io.gridcast.core.check.Checks;

/** Names one version of a model; its bytes never change. */
public record ModelRef(String modelId, String version) {
    public ModelRef {
        Checks.requireText("modelId", modelId);
        Checks.requireText("version", version);
    }

    @Override
    public String toString() {
        return modelId + "@" + version;
    }
}
