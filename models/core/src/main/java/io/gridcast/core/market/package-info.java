/** Prices and the system operator's outlook. */
@NullMarked
package io.gridcast.core.market;

import org.jspecify.annotations.NullMarked;
