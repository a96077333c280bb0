/** Forecasts that need no training: the rungs that stand in when no model can. */
@NullMarked
package io.gridcast.core.baseline;

import org.jspecify.annotations.NullMarked;
