/** Replays feed files through the engine, in the order in which things became known. */
@NullMarked
package io.gridcast.app.replay;

import org.jspecify.annotations.NullMarked;
