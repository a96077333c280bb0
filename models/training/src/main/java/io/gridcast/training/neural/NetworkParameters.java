package io.gridcast.training.neural;

import io.gridcast.core.check.Checks;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a network is trained.
 *
 * @param firstLayer units of the first hidden layer
 * @param secondLayer units of the second
 * @param epochs how often all days are gone through; the learning rate falls to 0 along half a cosine
 * @param batch days a step
 * @param dropout share of hidden units that are silent at a step
 * @param halfLifeDays age at which a day weighs half as much as the newest
 * @param networks how many are trained from different seeds, and averaged
 */
public record NetworkParameters(
        int firstLayer,
        int secondLayer,
        int epochs,
        int batch,
        double learningRate,
        double dropout,
        double halfLifeDays,
        int networks,
        long seed) {
    /** Found on the years before the test periods of the price benchmark, see {@code docs/measurements.md}. */
    public static final NetworkParameters PRICE = new NetworkParameters(384, 192, 40, 32, 1e-3, 0.1, 730, 4, 1000);

    public NetworkParameters {
        Checks.require(firstLayer > 0 && secondLayer > 0, "a hidden layer has no units");
        Checks.require(epochs > 0, "epochs is " + epochs + ", must be at least 1");
        Checks.require(batch > 0, "batch is " + batch + ", must be at least 1");
        Checks.require(dropout >= 0 && dropout < 1, "dropout is " + dropout + ", must be 0 or more and below 1");
        Checks.require(networks > 0, "networks is " + networks + ", must be at least 1");
    }

    /** Names and values, for the manifest. */
    public SortedMap<String, String> asText() {
        var text = new TreeMap<String, String>();
        text.put("first_layer", Integer.toString(firstLayer));
        text.put("second_layer", Integer.toString(secondLayer));
        text.put("epochs", Integer.toString(epochs));
        text.put("batch", Integer.toString(batch));
        text.put("learning_rate", Double.toString(learningRate));
        text.put("dropout", Double.toString(dropout));
        text.put("half_life_days", Double.toString(halfLifeDays));
        text.put("networks", Integer.toString(networks));
        text.put("seed", Long.toString(seed));
        return text;
    }
}
