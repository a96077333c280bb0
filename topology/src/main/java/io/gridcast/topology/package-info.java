/** Gridcast topology. */
@NullMarked
package io.gridcast.topology;

import org.jspecify.annotations.NullMarked;
