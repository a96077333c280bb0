/** Progress of long work, for people who wait for it. */
@NullMarked
package io.gridcast.app.progress;

import org.jspecify.annotations.NullMarked;
