/** The life of a model: commands are checked, deployments made, every step put on record. */
@NullMarked
package io.gridcast.topology.lifecycle;

import org.jspecify.annotations.NullMarked;
