/** Trains the feed-forward price network and writes it as ONNX: plain Java, the same data and seed give the same bytes. */
@NullMarked
package io.gridcast.training.neural;

import org.jspecify.annotations.NullMarked;
