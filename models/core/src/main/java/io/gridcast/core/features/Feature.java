package io.gridcast.core.features;

import io.gridcast.core.check.Checks;

/**
 * One column of a feature matrix.
 *
 * @param name unique within its schema
 * @param kind how it is made; says what {@code lag} and {@code span} mean
 * @param channel channel of the series or zone that it reads; empty for none
 * @param unit of its values; {@code scale} for values divided by the level of the target
 */
public record Feature(String name, FeatureKind kind, String channel, int lag, int span, String unit) {
    /** The unit of columns that are divided by the level. */
    public static final String OF_SCALE = "scale";

    public Feature {
        Checks.requireText("name", name);
        Checks.require(span >= 0, "span of feature " + name + " is " + span + ", must not be negative");
    }

    /** Whether it is divided by the level. */
    public boolean isScaled() {
        return unit.equals(OF_SCALE);
    }
}
