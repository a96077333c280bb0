package io.gridcast.app.serving;

/**
 * A record that lies in a store.
 *
 * @param key of the store, see {@link io.gridcast.topology.serving.ServedKey}
 * @param timeMs as its kind has it: its slot, its issue …
 * @param value as it lay on its topic
 */
public record Found(byte[] key, long timeMs, byte[] value) {}
