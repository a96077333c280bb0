/** Which models serve, and where their bytes are found: what forecast and shadow tasks share. */
@NullMarked
package io.gridcast.topology.models;

import org.jspecify.annotations.NullMarked;
