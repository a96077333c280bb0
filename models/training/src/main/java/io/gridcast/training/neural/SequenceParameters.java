package io.gridcast.training.neural;

import io.gridcast.core.check.Checks;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a sequence model is shaped and trained.
 *
 * @param days of history before the day that is forecast
 * @param units of each day in the encoder, a multiple of {@code heads}
 * @param heads of attention
 * @param blocks of the encoder
 * @param firstLayer units of the first layer behind the encoder
 * @param secondLayer units of the second
 * @param epochs how often all samples are gone through at most; the learning rate falls to 0 along half a cosine
 * @param patience epochs without a lower loss on what is held out before training stops
 * @param batch days a step
 * @param dropout share of hidden units that are silent at a step
 * @param halfLifeDays age at which a day weighs half as much as the newest
 * @param heldOut each network leaves out every so manieth week, each another one, and keeps what was best there
 * @param networks how many are trained from different seeds, and averaged
 */
public record SequenceParameters(
        int days,
        int units,
        int heads,
        int blocks,
        int firstLayer,
        int secondLayer,
        int epochs,
        int patience,
        int batch,
        double learningRate,
        double dropout,
        double halfLifeDays,
        int heldOut,
        int networks,
        long seed) {
    /** Found on the years before the test periods of the price benchmark, see {@code docs/measurements.md}. */
    public static final SequenceParameters DEFAULT =
            new SequenceParameters(14, 32, 4, 1, 256, 128, 40, 10, 32, 1e-3, 0.2, 730, 8, 4, 1000);

    public SequenceParameters {
        Checks.require(days >= 7, "days is " + days + ", must be 7 at least: the same day of the week is told");
        Checks.require(heads > 0 && units > 0 && units % heads == 0, "units is " + units + ", no multiple of " + heads);
        Checks.require(blocks > 0, "blocks is " + blocks + ", must be at least 1");
        Checks.require(firstLayer > 0 && secondLayer > 0, "a hidden layer has no units");
        Checks.require(epochs > 0 && patience > 0, "epochs or patience is not at least 1");
        Checks.require(batch > 0, "batch is " + batch + ", must be at least 1");
        Checks.require(dropout >= 0 && dropout < 1, "dropout is " + dropout + ", must be 0 or more and below 1");
        Checks.require(heldOut > 1, "every " + heldOut + ". week is held out, nothing would be left to learn from");
        Checks.require(networks > 0, "networks is " + networks + ", must be at least 1");
    }

    /** Names and values, for the manifest. */
    public SortedMap<String, String> asText() {
        var text = new TreeMap<String, String>();
        text.put("days", Integer.toString(days));
        text.put("units", Integer.toString(units));
        text.put("heads", Integer.toString(heads));
        text.put("blocks", Integer.toString(blocks));
        text.put("first_layer", Integer.toString(firstLayer));
        text.put("second_layer", Integer.toString(secondLayer));
        text.put("epochs", Integer.toString(epochs));
        text.put("patience", Integer.toString(patience));
        text.put("batch", Integer.toString(batch));
        text.put("learning_rate", Double.toString(learningRate));
        text.put("dropout", Double.toString(dropout));
        text.put("half_life_days", Double.toString(halfLifeDays));
        text.put("held_out", Integer.toString(heldOut));
        text.put("networks", Integer.toString(networks));
        text.put("seed", Long.toString(seed));
        return text;
    }
}
