/** Mixing experts online, and keeping bands honest online: pure functions of the losses, in their order. */
@NullMarked
package io.gridcast.core.aggregation;

import org.jspecify.annotations.NullMarked;
