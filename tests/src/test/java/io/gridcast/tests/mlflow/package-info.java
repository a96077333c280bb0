/** Logging to, and fetching from, a real MLflow server. */
@NullMarked
package io.gridcast.tests.mlflow;

import org.jspecify.annotations.NullMarked;
