package io.gridcast.app.backtest;

import io.gridcast.core.grid.Target;
import java.util.Arrays;
import java.util.List;

/** Which of the forecasts of a slot counts. */
public enum Protocol {
    /** Issued on the day before, right after the operator's outlook; at 10:00 local time where there is none. */
    LOAD_DAY_AHEAD(Target.LOAD, "day-ahead", "issued on the day before, right after the outlook", 0),
    LOAD_1_H(Target.LOAD, "1h", "1 h ahead", 1),
    LOAD_6_H(Target.LOAD, "6h", "6 h ahead", 6),
    LOAD_24_H(Target.LOAD, "24h", "24 h ahead", 24),
    /** The last one before the auction's gate closes. */
    PRICE_DAY_AHEAD(Target.PRICE, "day-ahead", "issued before the auction's gate closes", 0);

    private final Target target;
    private final String id;
    private final String title;
    private final int leadHours;

    Protocol(Target target, String id, String title, int leadHours) {
        this.target = target;
        this.id = id;
        this.title = title;
        this.leadHours = leadHours;
    }

    /** All of a target. */
    static List<Protocol> of(Target target) {
        return Arrays.stream(values()).filter(each -> each.target == target).toList();
    }

    /** What is forecast. */
    public Target target() {
        return target;
    }

    /** Its name for machines; unique for a target. */
    public String id() {
        return id;
    }

    /** In words. */
    public String title() {
        return title;
    }

    /** Whether a whole local day comes from one issue. */
    boolean isDayAhead() {
        return leadHours == 0;
    }

    /**
     * Whether a forecast may count for a slot.
     *
     * @param leadHours from issue to the end of the slot, rounded up
     * @param releaseMs when the outlook of the slot's local day came
     * @param dayStartMs when that day begins
     */
    boolean takes(long issuedMs, int leadHours, long releaseMs, long dayStartMs) {
        if (!isDayAhead()) {
            return leadHours == this.leadHours;
        }
        return issuedMs < dayStartMs && (target == Target.PRICE || issuedMs >= releaseMs);
    }

    /** Whether of two forecasts that may count the earlier one does. */
    boolean prefersEarlier() {
        return this == LOAD_DAY_AHEAD;
    }
}
