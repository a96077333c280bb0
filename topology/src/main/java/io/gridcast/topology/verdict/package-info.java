/** Daily losses of a champion and its challengers, tested as they come: verdicts, promotions asked for, and roll-backs. */
@NullMarked
package io.gridcast.topology.verdict;

import org.jspecify.annotations.NullMarked;
