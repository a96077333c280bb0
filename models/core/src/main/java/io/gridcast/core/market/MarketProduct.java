package io.gridcast.core.market;

/** What a price is the price of; prices of different products are never compared. */
public enum MarketProduct {
    DAY_AHEAD,
    INTRADAY,
    IMBALANCE,
    ANCILLARY,
    SETTLED,
    /** A real-time market's price, known only after its interval. */
    SPOT
}
