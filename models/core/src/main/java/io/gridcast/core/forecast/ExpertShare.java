package io.gridcast.core.forecast;

/**
 * How much of a forecast is one expert's.
 *
 * @param share mean share in the median over the slots, 0 to 1
 */
public record ExpertShare(ModelRef model, double share) {}
