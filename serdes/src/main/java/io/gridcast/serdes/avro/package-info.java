/** Avro's binary encoding over byte arrays, bounded by the bytes that are there. */
@NullMarked
package io.gridcast.serdes.avro;

import org.jspecify.annotations.NullMarked;
