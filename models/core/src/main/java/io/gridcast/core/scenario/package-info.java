/** Scenarios: paths of load and price over the horizon that keep the dependence between slots and between targets. */
@NullMarked
package io.gridcast.core.scenario;

import org.jspecify.annotations.NullMarked;
