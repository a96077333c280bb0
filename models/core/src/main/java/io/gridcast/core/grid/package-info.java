/** What is measured: series, meters, readings, loads, and findings about their quality. */
@NullMarked
package io.gridcast.core.grid;

import org.jspecify.annotations.NullMarked;
