/** An MLflow tracking server and registry, over its REST interface: what we log there, and what we fetch. */
@NullMarked
package io.gridcast.app.mlflow;

import org.jspecify.annotations.NullMarked;
