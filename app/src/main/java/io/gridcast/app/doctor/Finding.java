package io.gridcast.app.doctor;

import io.gridcast.core.check.ExplainedException;
import java.util.Locale;

/**
 * What one look brought.
 *
 * @param name of what was looked at
 * @param what what was seen
 * @param mend what to do about it; empty where nothing is to be done
 */
public record Finding(String name, State state, String what, String mend) {
    /** How it is. */
    public enum State {
        OK,
        TROUBLE,
        /** Could not be looked at, for something else is missing. */
        SKIPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String name, String what) {
        return new Finding(name, State.OK, what, "");
    }

    static Finding trouble(String name, String what, String mend) {
        return new Finding(name, State.TROUBLE, what, mend);
    }

    static Finding trouble(String name, ExplainedException failure) {
        return trouble(name, failure.what() + " (" + failure.why() + ")", failure.mend());
    }

    static Finding skipped(String name, String missing) {
        return new Finding(name, State.SKIPPED, "not looked at without " + missing, "");
    }
}
