/** Compares what was forecast over a past period with what then happened, and with what others had expected. */
@NullMarked
package io.gridcast.app.backtest;

import org.jspecify.annotations.NullMarked;
