/** How the engine reaches a Kafka cluster. */
@NullMarked
package io.gridcast.app.cluster;

import org.jspecify.annotations.NullMarked;
