/** Linear models: from their weights, and estimated anew each day. */
@NullMarked
package io.gridcast.core.linear;

import org.jspecify.annotations.NullMarked;
