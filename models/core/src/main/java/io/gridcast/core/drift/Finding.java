package io.gridcast.core.drift;

/**
 * What a detector found.
 *
 * @param variable a feature, an input, or what else has changed
 * @param statistic the detector's, in its own unit
 * @param threshold the one that it passed
 */
public record Finding(Detector detector, String variable, double statistic, double threshold) {}
