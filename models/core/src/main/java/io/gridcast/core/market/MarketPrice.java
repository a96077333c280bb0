package io.gridcast.core.market;

import java.time.Duration;
import java.time.Instant;

/**
 * The price of one delivery interval.
 *
 * @param price in {@code currency} per MWh; may be negative
 * @param currency ISO 4217 code
 */
public record MarketPrice(
        String zone,
        MarketProduct product,
        Instant deliveryStart,
        Duration resolution,
        double price,
        String currency,
        Instant publishedAt) {}
