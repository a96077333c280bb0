package io.gridcast.app.rest;

import io.gridcast.core.grid.Series;
import org.apache.kafka.common.utils.Bytes;

/**
 * A series in a list.
 *
 * @param key of the store, by which lists are ordered
 * @param value as it lay on its topic
 */
record Member(Bytes key, byte[] value, Series series) {
    String id() {
        return series.seriesId();
    }

    String zone() {
        return series.priceZone();
    }
}
