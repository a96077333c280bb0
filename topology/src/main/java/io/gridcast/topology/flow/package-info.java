/** How records travel inside a topology: addressed by key, to all partitions, or as a tick. */
@NullMarked
package io.gridcast.topology.flow;

import org.jspecify.annotations.NullMarked;
