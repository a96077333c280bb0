/** Publishes what feeds tell on the engine's input topics. */
@NullMarked
package io.gridcast.app.feed;

import org.jspecify.annotations.NullMarked;
