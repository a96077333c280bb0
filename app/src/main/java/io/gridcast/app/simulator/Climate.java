package io.gridcast.app.simulator;

/**
 * What the weather of a zone is like on the whole.
 *
 * @param meanC mean temperature of the year, °C
 * @param seasonC half the difference between summer and winter, K
 * @param windMs mean wind speed at 10 m, m/s
 * @param cloudiness above 0 for skies more often grey than clear
 */
record Climate(double latitude, double longitude, double meanC, double seasonC, double windMs, double cloudiness) {}
