/** The life cycle of the engine's Kafka Streams applications. */
@NullMarked
package io.gridcast.app.engine;

import org.jspecify.annotations.NullMarked;
