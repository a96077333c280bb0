package io.gridcast.core.grid;

/** The rule that an input broke. */
public enum QualityRule {
    UNKNOWN_METER,
    UNKNOWN_SERIES,
    WRONG_INTERVAL,
    NOT_A_NUMBER,
    BELOW_MINIMUM,
    ABOVE_MAXIMUM,
    STUCK,
    DUPLICATE,
    CORRECTION,
    FROM_THE_FUTURE,
    LATE,
    TOO_LATE,
    GAP,
    INVALID_SCADA,
    INVALID_MASTER_DATA,
    SECOND_PRICE_OWNER,
    IMPLAUSIBLE_WEATHER,
    MODEL_FAULT
}
