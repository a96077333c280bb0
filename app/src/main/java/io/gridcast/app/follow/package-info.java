/** Reads Gridcast topics outside the engine: to its end, or on and on. */
@NullMarked
package io.gridcast.app.follow;

import org.jspecify.annotations.NullMarked;
