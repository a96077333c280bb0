/** Confluent's own registry client behind our port; built by profile {@code confluent} alone. */
@NullMarked
package io.gridcast.serdes.confluent;

import org.jspecify.annotations.NullMarked;
