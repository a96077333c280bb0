/** Gridcast serdes. */
@NullMarked
package io.gridcast.serdes;

import org.jspecify.annotations.NullMarked;
