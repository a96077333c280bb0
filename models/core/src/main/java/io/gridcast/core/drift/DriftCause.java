package io.gridcast.core.drift;

import io.gridcast.core.model.DriftEvent;
import java.util.Optional;

/** What most likely lies behind a finding, and what to do about it. Likelier ones first. */
public enum DriftCause {
    /** An input did not come, or came too late. */
    FEED_LATE("feed late", "mend the feed; forecasts stand on its last run until then, and need no new model"),
    /** An input repeats itself. */
    FEED_FROZEN("feed frozen", "ask who publishes the feed; it says the same every day"),
    /** Meters do not report. */
    METERS_MISSING(
            "meters missing",
            "look at data.quality.v1 for the meters that do not report; what they measure is estimated"),
    /** Meters report, but not what they measure. */
    METERS_STUCK("meters stuck", "look at data.quality.v1 for meters that repeat their readings"),
    /** Inputs are not as the model knew them in training. */
    INPUTS_CHANGED(
            "inputs unlike training",
            "check units and source of the input; if it is right, train a new model on newer data"),
    /** The same inputs no longer lead to the same outcome. */
    RELATION("the relation itself", "train a new model on newer data (a request is on retraining.requests.v1)");

    private final String words;
    private final String advice;

    DriftCause(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** As events begin with. */
    public String words() {
        return words;
    }

    /** One line for a person: what to do. */
    public String advice() {
        return advice;
    }

    /** Whether a new model can help; a broken feed would only spoil it. */
    public boolean asksForTraining() {
        return this == INPUTS_CHANGED || this == RELATION;
    }

    /** The line of an event. */
    public String with(String detail) {
        return words + ": " + detail;
    }

    /** The cause that an event names; empty for an event of another program. */
    public static Optional<DriftCause> of(DriftEvent event) {
        for (DriftCause cause : values()) {
            if (event.likelyCause().startsWith(cause.words + ":")) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
