/** Ports of this machine. */
@NullMarked
package io.gridcast.app.net;

import org.jspecify.annotations.NullMarked;
