/** From events to rows: the engine's issue schedule replayed over history, with targets that became known later. */
@NullMarked
package io.gridcast.training.dataset;

import org.jspecify.annotations.NullMarked;
