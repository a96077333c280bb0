/** Lets an engine begin anew on a cluster: takes away what its applications keep there. */
@NullMarked
package io.gridcast.app.reset;

import org.jspecify.annotations.NullMarked;
