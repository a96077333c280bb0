/** Drift: each series' features, outputs, errors and inputs are watched a day at a time; what a new model can mend asks for one. */
@NullMarked
package io.gridcast.topology.drift;

import org.jspecify.annotations.NullMarked;
