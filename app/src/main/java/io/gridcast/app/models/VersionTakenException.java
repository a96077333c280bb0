package io.gridcast.app.models;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.ModelRef;

/** A version was published with other bytes before. */
public final class VersionTakenException extends ExplainedException {
    private static final long serialVersionUID = 1L;

    VersionTakenException(ModelRef model, String before, String now) {
        super(
                model + " was published with pack " + before + " before, this one is " + now,
                "the bytes of a version never change: forecasts that name it would mean two models",
                "pack the model under a new version (--version), and publish that");
    }
}
