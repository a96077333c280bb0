/** Schema registries: the port, a client of Confluent's REST interface, and the registry's own logic. */
@NullMarked
package io.gridcast.serdes.registry;

import org.jspecify.annotations.NullMarked;
