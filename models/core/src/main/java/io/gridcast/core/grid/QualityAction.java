package io.gridcast.core.grid;

/** What was done with an input that broke a rule. */
public enum QualityAction {
    /** Used as if nothing had happened. */
    USED,
    /** Used, and what rests on it is flagged. */
    USED_WITH_FLAG,
    /** Not used. */
    SET_ASIDE,
    /** Replaced by an estimate. */
    ESTIMATED
}
