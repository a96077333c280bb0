/** Looks for what most often keeps an engine from forecasting, and says how to mend it. */
@NullMarked
package io.gridcast.app.doctor;

import org.jspecify.annotations.NullMarked;
