/** What is forecast: forecasts, the features they were scored on, and how good they were. */
@NullMarked
package io.gridcast.core.forecast;

import org.jspecify.annotations.NullMarked;
