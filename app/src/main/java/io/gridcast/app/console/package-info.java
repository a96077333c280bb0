/** The page that people see in a browser; its files are in {@code resources/console}. */
@NullMarked
package io.gridcast.app.console;

import org.jspecify.annotations.NullMarked;
