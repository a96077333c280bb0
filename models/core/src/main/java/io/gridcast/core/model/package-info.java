/** The life of a model: commands, deployments, readiness, audit, verdicts, drift, retraining. */
@NullMarked
package io.gridcast.core.model;

import org.jspecify.annotations.NullMarked;
