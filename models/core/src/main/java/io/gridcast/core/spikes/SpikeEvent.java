package io.gridcast.core.spikes;

import io.gridcast.core.check.Checks;
import io.gridcast.core.history.Channels;
import io.gridcast.core.market.MarketProduct;
import java.util.Locale;

/**
 * What counts as a spike: a price of one product beyond a threshold.
 *
 * <p>As text {@code spot:above:300} or {@code day_ahead:below:0}.
 *
 * @param product whose price it is; products are never mixed
 * @param side on which side of the threshold a price is a spike; a price at the threshold is none
 * @param threshold currency per MWh
 */
public record SpikeEvent(MarketProduct product, Side side, double threshold) {
    /** Which way a price goes too far. */
    public enum Side {
        ABOVE,
        BELOW
    }

    public SpikeEvent {
        Checks.requireFinite("threshold of a spike", threshold);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no event
     */
    public static SpikeEvent parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            Checks.require(parts.length == 3, "it has " + parts.length + " parts");
            return new SpikeEvent(
                    MarketProduct.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    Side.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                    Double.parseDouble(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "event is '" + text + "', must look like spot:above:300 or day_ahead:below:0", e);
        }
    }

    /** Whether a price is a spike; NaN is none. */
    public boolean happened(double price) {
        return side == Side.ABOVE ? price > threshold : price < threshold;
    }

    /** The channel of the zone that holds the prices. */
    public String channel() {
        return Channels.price(product);
    }

    /** Whether prices are known a day before delivery, so that whole delivery days are forecast before the auction. */
    public boolean isDayAhead() {
        return product == MarketProduct.DAY_AHEAD;
    }

    @Override
    public String toString() {
        String number =
                threshold == Math.rint(threshold) ? Long.toString((long) threshold) : Double.toString(threshold);
        return (product + ":" + side).toLowerCase(Locale.ROOT) + ":" + number;
    }
}
