/** All that forecasts are measured against, in one run. */
@NullMarked
package io.gridcast.tests.table;

import org.jspecify.annotations.NullMarked;
