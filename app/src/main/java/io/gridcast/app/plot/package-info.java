/** Plots as SVG, written by hand so that equal figures give equal bytes. */
@NullMarked
package io.gridcast.app.plot;

import org.jspecify.annotations.NullMarked;
