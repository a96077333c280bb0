package io.gridcast.core.trees;

import io.gridcast.core.check.ExplainedException;
import org.jspecify.annotations.Nullable;

/** Bytes that are no XGBoost model that can be scored. */
public final class InvalidTreesException extends ExplainedException {
    InvalidTreesException(String what, @Nullable Throwable cause) {
        super(
                what,
                "the model cannot be scored, or would be scored wrongly",
                "export it again with XGBoost's saveModel as ubj or json, and check that the file was copied whole",
                cause);
    }

    InvalidTreesException(String what) {
        this(what, null);
    }
}
