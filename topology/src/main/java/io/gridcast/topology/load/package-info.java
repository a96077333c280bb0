/** From readings of meters and SCADA to the load of series and totals: checks, sums in two steps, coverage, estimates. */
@NullMarked
package io.gridcast.topology.load;

import org.jspecify.annotations.NullMarked;
