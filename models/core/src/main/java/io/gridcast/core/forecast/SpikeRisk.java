package io.gridcast.core.forecast;

import java.time.Duration;
import java.time.Instant;

/**
 * Probability of a price spike, slot by slot.
 *
 * @param probability one a slot from {@code firstSlot}, 0 to 1
 * @param threshold price that counts as a spike, currency per MWh
 */
public record SpikeRisk(
        String zone,
        String runId,
        Instant issuedAt,
        Instant firstSlot,
        Duration resolution,
        double threshold,
        float[] probability,
        boolean alert,
        ModelRef model) {}
