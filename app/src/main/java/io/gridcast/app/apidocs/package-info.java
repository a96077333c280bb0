/** The interface's own description, for people. */
@NullMarked
package io.gridcast.app.apidocs;

import org.jspecify.annotations.NullMarked;
