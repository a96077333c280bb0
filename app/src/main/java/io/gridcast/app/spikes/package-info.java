/** How forecasts of price spikes are told. */
@NullMarked
package io.gridcast.app.spikes;

import org.jspecify.annotations.NullMarked;
