/** The topic catalogue, and records in Confluent's wire format for any Kafka application. */
@NullMarked
package io.gridcast.serdes;

import org.jspecify.annotations.NullMarked;
