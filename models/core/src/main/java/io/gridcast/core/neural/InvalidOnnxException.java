package io.gridcast.core.neural;

import io.gridcast.core.check.ExplainedException;
import org.jspecify.annotations.Nullable;

/** An ONNX model that cannot be scored here. */
public final class InvalidOnnxException extends ExplainedException {
    InvalidOnnxException(String what, String mend, @Nullable Throwable cause) {
        super(what, "a model takes rows of features [N, F] as floats and gives [N, Q] floats", mend, cause);
    }
}
