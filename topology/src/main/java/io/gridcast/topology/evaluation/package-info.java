/** Forecasts meet what then happened: runs are kept until their slots are final, scored a day at a time, and again when a value was corrected. */
@NullMarked
package io.gridcast.topology.evaluation;

import org.jspecify.annotations.NullMarked;
