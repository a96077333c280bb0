/** The command line: one class a command, each with examples; failures that say what, why and how to mend them. */
@NullMarked
package io.gridcast.app.cli;

import org.jspecify.annotations.NullMarked;
