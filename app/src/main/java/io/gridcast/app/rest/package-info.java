/** What the engine answers of what it keeps: routes by resource. */
@NullMarked
package io.gridcast.app.rest;

import org.jspecify.annotations.NullMarked;
