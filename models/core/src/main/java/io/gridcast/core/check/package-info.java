/** Checks that constructors share: they say what is wrong, with the value. */
@NullMarked
package io.gridcast.core.check;

import org.jspecify.annotations.NullMarked;
