package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.time.Instant;

/**
 * What a model was trained on.
 *
 * @param from start of the first slot
 * @param to end of the last slot
 * @param rows slots times issues
 * @param sha256 hash of the features and labels, hex; the same data gives the same hash
 */
public record TrainingData(Instant from, Instant to, long rows, String sha256) {
    public TrainingData {
        Checks.require(from.isBefore(to), "training data is from " + from + " to " + to + ", must end after its start");
        Checks.require(rows > 0, "training data has " + rows + " rows, must have some");
        Checks.requireText("training data sha256", sha256);
    }
}
