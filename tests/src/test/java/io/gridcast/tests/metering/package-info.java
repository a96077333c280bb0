/** Readings through a real broker. */
@NullMarked
package io.gridcast.tests.metering;

import org.jspecify.annotations.NullMarked;
