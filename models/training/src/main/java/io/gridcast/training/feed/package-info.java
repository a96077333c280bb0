/** Feeds: what a utility, a weather service and a market send, in the order in which it became known. */
@NullMarked
package io.gridcast.training.feed;

import org.jspecify.annotations.NullMarked;
