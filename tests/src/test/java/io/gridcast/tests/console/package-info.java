/** The console in a real browser. */
@NullMarked
package io.gridcast.tests.console;

import org.jspecify.annotations.NullMarked;
