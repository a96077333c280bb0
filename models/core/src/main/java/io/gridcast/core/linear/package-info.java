/** Linear models, from their weights. */
@NullMarked
package io.gridcast.core.linear;

import org.jspecify.annotations.NullMarked;
