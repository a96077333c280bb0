/** A broker and a schema registry for one machine, in this process. */
@NullMarked
package io.gridcast.app.embedded;

import org.jspecify.annotations.NullMarked;
