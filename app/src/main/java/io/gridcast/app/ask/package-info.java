/** Answers questions about forecasts on demand, from what lies on topics; nothing of it is in the engine's way. */
@NullMarked
package io.gridcast.app.ask;

import org.jspecify.annotations.NullMarked;
