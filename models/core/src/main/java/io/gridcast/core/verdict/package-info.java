/** Champion against challenger: a sequential test of daily losses that may be looked at every day. */
@NullMarked
package io.gridcast.core.verdict;

import org.jspecify.annotations.NullMarked;
