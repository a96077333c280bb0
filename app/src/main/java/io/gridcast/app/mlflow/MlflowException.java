package io.gridcast.app.mlflow;

import io.gridcast.core.check.ExplainedException;
import org.jspecify.annotations.Nullable;

/** MLflow did not do what was asked. Nothing of the engine depends on it. */
public final class MlflowException extends ExplainedException {
    private static final long serialVersionUID = 1;

    private final String code;

    MlflowException(String code, String what, String why, String mend, @Nullable Throwable cause) {
        super(what, why, mend, cause);
        this.code = code;
    }

    /** MLflow's own word for it, such as {@code RESOURCE_DOES_NOT_EXIST}; empty where it gave none. */
    String code() {
        return code;
    }
}
