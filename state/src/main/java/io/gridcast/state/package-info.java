/** Gridcast state. */
@NullMarked
package io.gridcast.state;

import org.jspecify.annotations.NullMarked;
