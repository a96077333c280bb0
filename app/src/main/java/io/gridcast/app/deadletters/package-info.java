/** Records that could not be used, and the way back for mended ones. */
@NullMarked
package io.gridcast.app.deadletters;

import org.jspecify.annotations.NullMarked;
