/** Settings: where their values come from, what they mean, and what is wrong with them. */
@NullMarked
package io.gridcast.app.config;

import org.jspecify.annotations.NullMarked;
