/** Trains models from feed files or from topics. */
@NullMarked
package io.gridcast.app.train;

import org.jspecify.annotations.NullMarked;
