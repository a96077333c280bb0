/** Neural nets, and whatever else ONNX describes, scored by ONNX Runtime. */
@NullMarked
package io.gridcast.core.neural;

import org.jspecify.annotations.NullMarked;
