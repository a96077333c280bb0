package io.gridcast.topology.load;

import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Outbox;
import java.time.Instant;

/** Publishes what was found about inputs, stamped with the tick at which it was found. */
final class Findings {
    private final Outbox outbox;

    Findings(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * @param value the value that broke the rule; NaN where there is none
     * @param limit the limit that it broke; NaN where there is none
     */
    void report(
            String subject,
            QualityRule rule,
            long aboutMs,
            double value,
            double limit,
            QualityAction action,
            String detail,
            long tickMs) {
        outbox.send(
                Topics.DATA_QUALITY,
                new QualityEvent(subject, rule, Instant.ofEpochMilli(aboutMs), value, limit, action, detail),
                tickMs);
    }
}
