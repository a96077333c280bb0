package io.gridcast.core.score;

/**
 * Cases of about the same probability.
 *
 * @param from lowest probability, in
 * @param to highest probability, out
 * @param cases how many
 * @param meanProbability what was said, on average
 * @param frequency share of them that happened
 */
public record ReliabilityBin(double from, double to, int cases, double meanProbability, double frequency) {}
