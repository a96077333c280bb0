package io.gridcast.app.serving;

import org.apache.kafka.streams.state.HostInfo;

/**
 * An instance that may answer.
 *
 * @param standby whether it holds a copy
 */
record Place(HostInfo host, boolean standby) {}
