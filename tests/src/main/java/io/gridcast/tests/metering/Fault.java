package io.gridcast.tests.metering;

import io.gridcast.core.grid.QualityRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way in which readings go wrong, and the rule that the engine must find it by. */
public enum Fault {
    /** The same reading a second time. */
    DUPLICATE(QualityRule.DUPLICATE),
    /** After the grace of its slot, but still used. */
    LATE(QualityRule.LATE),
    /** A second value, older than is still used. */
    TOO_LATE(QualityRule.TOO_LATE),
    /** A wrong value first, then the right one. */
    CORRECTED(QualityRule.CORRECTION),
    /** Of a meter that nobody knows. */
    UNKNOWN_METER(QualityRule.UNKNOWN_METER),
    /** Energy that is no number. */
    NOT_A_NUMBER(QualityRule.NOT_A_NUMBER),
    /** Far more fed in than the meter can. */
    NEGATIVE(QualityRule.BELOW_MINIMUM),
    /** Far more taken than the meter can. */
    ABSURD(QualityRule.ABOVE_MAXIMUM),
    /** Of tomorrow, by a clock that is a day ahead. */
    FUTURE(QualityRule.FROM_THE_FUTURE),
    /** Bytes that are no reading: a dead letter. */
    UNREADABLE(null);

    /** The faults that have no place in a sum. */
    static final List<Fault> GARBAGE = List.of(UNKNOWN_METER, NOT_A_NUMBER, NEGATIVE, ABSURD, FUTURE, UNREADABLE);

    private final @Nullable QualityRule rule;

    Fault(@Nullable QualityRule rule) {
        this.rule = rule;
    }

    /** The fault that a rule finds; empty for a rule that finds none of these. */
    static Optional<Fault> foundBy(QualityRule rule) {
        for (Fault fault : values()) {
            if (fault.rule == rule) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
