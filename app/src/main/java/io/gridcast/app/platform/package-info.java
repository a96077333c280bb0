/** Kafka and a schema registry to work on: embedded, or the user's own. */
@NullMarked
package io.gridcast.app.platform;

import org.jspecify.annotations.NullMarked;
