package io.gridcast.topology.models;

import io.gridcast.core.check.ExplainedException;

/** The pack of a model is there, and must not be used. */
public final class ModelRefusedException extends ExplainedException {
    /** As {@code refusal} says. */
    public ModelRefusedException(ExplainedException refusal) {
        super(refusal.what(), refusal.why(), refusal.mend(), refusal);
    }
}
