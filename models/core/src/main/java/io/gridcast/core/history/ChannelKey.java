package io.gridcast.core.history;

import io.gridcast.core.check.Checks;

/**
 * Names one channel of values over time.
 *
 * @param entity {@code series:ID} or {@code zone:ID}
 * @param channel such as {@code load}, {@code price.day_ahead}, {@code outlook.load_forecast_mw}
 */
public record ChannelKey(String entity, String channel) {
    public ChannelKey {
        Checks.requireText("entity", entity);
        Checks.requireText("channel", channel);
    }

    /** A channel of a series. */
    public static ChannelKey series(String seriesId, String channel) {
        return new ChannelKey("series:" + seriesId, channel);
    }

    /** A channel of a zone. */
    public static ChannelKey zone(String zone, String channel) {
        return new ChannelKey("zone:" + zone, channel);
    }

    @Override
    public String toString() {
        return entity + "/" + channel;
    }
}
