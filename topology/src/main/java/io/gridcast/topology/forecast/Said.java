package io.gridcast.topology.forecast;

/**
 * When something was forecast.
 *
 * @param outlookUntilMs end of the newest slot that outlooks of the zone spoke of then; {@link Long#MIN_VALUE} where there was none
 */
record Said(long atMs, long outlookUntilMs) {}
