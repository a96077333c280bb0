/** Local time: days, holidays, delivery days. The only place where a time zone is read. */
@NullMarked
package io.gridcast.core.calendar;

import org.jspecify.annotations.NullMarked;
