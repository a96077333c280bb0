/** Scores gradient-boosted trees: a reader of XGBoost models, a flat evaluator in Java, and native XGBoost behind it. */
@NullMarked
package io.gridcast.core.trees;

import org.jspecify.annotations.NullMarked;
