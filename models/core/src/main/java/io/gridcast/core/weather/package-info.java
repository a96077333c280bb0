/** Weather as observed and as forecast. */
@NullMarked
package io.gridcast.core.weather;

import org.jspecify.annotations.NullMarked;
