package io.gridcast.core.forecast;

import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.spikes.SpikeEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * Probability of a price spike, slot by slot, and of any in all of them.
 *
 * @param probability one a slot from {@code firstSlot}, 0 to 1
 * @param threshold price that counts as a spike, currency per MWh
 * @param alert whether it is worth an alert: from {@code alertLevel} on, until the risk is half of that
 * @param product whose price it is
 * @param side on which side of the threshold a price is a spike
 * @param windowProbability that the price of any slot is one, 0 to 1
 * @param alertLevel the level that keeps the budget of alerts
 * @param lastSlotKnown start of the newest slot whose price was known; the epoch where none was within a day
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
        ModelRef model,
        MarketProduct product,
        SpikeEvent.Side side,
        double windowProbability,
        double alertLevel,
        Instant lastSlotKnown) {}
