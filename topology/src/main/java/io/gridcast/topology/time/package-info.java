/** Time moves by ticks: what a task collects, the order in which it applies it, and how it passes time on. */
@NullMarked
package io.gridcast.topology.time;

import org.jspecify.annotations.NullMarked;
