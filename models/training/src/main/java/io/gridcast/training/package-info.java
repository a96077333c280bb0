/** Gridcast training. */
@NullMarked
package io.gridcast.training;

import org.jspecify.annotations.NullMarked;
