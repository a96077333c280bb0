/** Facts that come by HTTP. */
@NullMarked
package io.gridcast.app.ingest;

import org.jspecify.annotations.NullMarked;
