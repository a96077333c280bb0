/** Gridcast app. */
@NullMarked
package io.gridcast.app;

import org.jspecify.annotations.NullMarked;
