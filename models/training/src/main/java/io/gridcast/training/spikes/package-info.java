/** Trains and judges models of price spikes. */
@NullMarked
package io.gridcast.training.spikes;

import org.jspecify.annotations.NullMarked;
