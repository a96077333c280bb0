/** What models see: a schema of named columns and the one maker of feature matrices, for training and serving alike. */
@NullMarked
package io.gridcast.core.features;

import org.jspecify.annotations.NullMarked;
