package io.gridcast.topology.forecast;

/**
 * What was said of spikes of a zone by one model.
 *
 * @param issuedForMs first slot of the newest issue; {@link Long#MIN_VALUE} for none
 * @param isOn whether it was an alert
 */
record SpikeIssues(long issuedForMs, boolean isOn) {
    static final SpikeIssues NONE = new SpikeIssues(Long.MIN_VALUE, false);
}
