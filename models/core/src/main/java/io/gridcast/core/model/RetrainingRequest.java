package io.gridcast.core.model;

import java.time.Instant;

/** Asks the trainer for a new model. */
public record RetrainingRequest(Scope scope, String reason, Instant requestedAt, Instant dataUntil) {}
