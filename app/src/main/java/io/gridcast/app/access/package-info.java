/** Which rights on a cluster each part of Gridcast needs. */
@NullMarked
package io.gridcast.app.access;

import org.jspecify.annotations.NullMarked;
