/** A small country that never was: its meters, weather and market, the same for the same seed whatever is asked first. */
@NullMarked
package io.gridcast.app.simulator;

import org.jspecify.annotations.NullMarked;
