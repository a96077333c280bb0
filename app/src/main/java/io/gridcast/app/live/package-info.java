/** The whole engine in one process. */
@NullMarked
package io.gridcast.app.live;

import org.jspecify.annotations.NullMarked;
