/** What the engine answers over HTTP. */
@NullMarked
package io.gridcast.app.http;

import org.jspecify.annotations.NullMarked;
