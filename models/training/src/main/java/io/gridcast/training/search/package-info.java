/** Choosing how trees are grown, by evidence from data that no judge of the model has seen. */
@NullMarked
package io.gridcast.training.search;

import org.jspecify.annotations.NullMarked;
