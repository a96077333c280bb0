/** Where time comes from: ticks on every input topic. */
@NullMarked
package io.gridcast.app.clock;

import org.jspecify.annotations.NullMarked;
