package io.gridcast.core.check;

import java.time.Duration;

/** Argument checks for records; each throws {@link IllegalArgumentException} with the name and the value. */
public final class Checks {
    private Checks() {}

    /** A text that is not blank. */
    public static String requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
        return value;
    }

    /** A duration longer than zero. */
    public static Duration requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ", must be longer than zero");
        }
        return value;
    }

    /** A number that is neither NaN nor infinite. */
    public static double requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be a finite number");
        }
        return value;
    }

    /** A condition between fields; {@code message} says what was expected and what is. */
    public static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
