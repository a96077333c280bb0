/** Domain records to Avro and back, field by field in the order of the schemas. */
@NullMarked
package io.gridcast.serdes.codec;

import org.jspecify.annotations.NullMarked;
