package io.gridcast.core.grid;

import java.time.Instant;

/**
 * A finding about an input.
 *
 * @param subject meterId, seriesId or zone, the key on {@code data.quality.v1}
 * @param about the slot or instant that the input was about
 * @param value the value that broke the rule; NaN where there is none
 * @param limit the limit that it broke; NaN where there is none
 * @param detail one line for a person
 */
public record QualityEvent(
        String subject,
        QualityRule rule,
        Instant about,
        double value,
        double limit,
        QualityAction action,
        String detail) {}
