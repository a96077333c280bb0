/** Issues forecasts: what is known, when a forecast is due, and from which rung it is made. */
@NullMarked
package io.gridcast.topology.forecast;

import org.jspecify.annotations.NullMarked;
