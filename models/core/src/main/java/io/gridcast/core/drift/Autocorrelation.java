package io.gridcast.core.drift;

/** How much values are like those some steps before. */
final class Autocorrelation {
    private Autocorrelation() {}

    /** The sample autocorrelation at a lag; 0 for values that do not vary. */
    static double at(double[] values, int lag) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double together = 0;
        double alone = 0;
        for (int i = 0; i < values.length; i++) {
            alone += (values[i] - mean) * (values[i] - mean);
            if (i >= lag) {
                together += (values[i] - mean) * (values[i - lag] - mean);
            }
        }
        return alone == 0 ? 0 : together / alone;
    }
}
