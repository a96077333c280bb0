/** Says what a forecast is made of: how much each feature and each group of features adds to it. */
@NullMarked
package io.gridcast.core.explain;

import org.jspecify.annotations.NullMarked;
