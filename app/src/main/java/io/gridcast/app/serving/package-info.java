/** Asks the stores of the serving application, on this instance and on others. */
@NullMarked
package io.gridcast.app.serving;

import org.jspecify.annotations.NullMarked;
