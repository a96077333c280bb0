/** How much the engine does on this machine. */
@NullMarked
package io.gridcast.app.bench;

import org.jspecify.annotations.NullMarked;
