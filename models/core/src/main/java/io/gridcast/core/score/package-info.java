/** Scoring rules: how good forecasts were, by lead time. */
@NullMarked
package io.gridcast.core.score;

import org.jspecify.annotations.NullMarked;
