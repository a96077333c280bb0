/** What the engine says about itself to people, as pages: its interface, and its runbook. */
@NullMarked
package io.gridcast.app.apidocs;

import org.jspecify.annotations.NullMarked;
