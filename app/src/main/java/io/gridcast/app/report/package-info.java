/** How good forecasts were, as a table for people and as JSON for machines. */
@NullMarked
package io.gridcast.app.report;

import org.jspecify.annotations.NullMarked;
