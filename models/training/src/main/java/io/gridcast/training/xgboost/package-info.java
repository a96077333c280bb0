/** Trains gradient-boosted trees for all quantiles at once, with XGBoost. */
@NullMarked
package io.gridcast.training.xgboost;

import org.jspecify.annotations.NullMarked;
