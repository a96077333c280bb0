/** Figures of the running process in the format of Prometheus. */
@NullMarked
package io.gridcast.app.metrics;

import org.jspecify.annotations.NullMarked;
