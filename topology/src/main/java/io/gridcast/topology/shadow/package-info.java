/** Models in shadow: scored on what the champion saw, where they can harm nobody. */
@NullMarked
package io.gridcast.topology.shadow;

import org.jspecify.annotations.NullMarked;
