package io.gridcast.topology.drift;

import static io.gridcast.core.check.Checks.require;
import static io.gridcast.core.check.Checks.requirePositive;

import java.time.Duration;

/**
 * When drift is said, and when it asks for a new model.
 *
 * @param falseAlarmEvery mean time between false alarms of each detector on each series ({@code drift.false-alarm-every}, default
 *     365 days), at least 90 days
 * @param retrainEvery a new model is asked for when the champion has been there for so long ({@code retraining.every}, default 28
 *     days)
 * @param debounce how long events of a scope are gathered into one request ({@code retraining.debounce}, default 2 days)
 * @param coolDown no second request of a scope by drift comes within ({@code retraining.cool-down}, default 14 days)
 */
public record DriftConfig(Duration falseAlarmEvery, Duration retrainEvery, Duration debounce, Duration coolDown) {
    private static final Duration SHORTEST = Duration.ofDays(90);

    /** What holds where nothing is set. */
    public static final DriftConfig DEFAULT =
            new DriftConfig(Duration.ofDays(365), Duration.ofDays(28), Duration.ofDays(2), Duration.ofDays(14));

    private static final double DAYS_A_YEAR = 365.2425;

    public DriftConfig {
        require(
                falseAlarmEvery.compareTo(SHORTEST) >= 0,
                "drift.false-alarm-every is " + falseAlarmEvery + ", must be at least " + SHORTEST.toDays() + "d");
        requirePositive("retraining.every", retrainEvery);
        requirePositive("retraining.debounce", debounce);
        requirePositive("retraining.cool-down", coolDown);
    }

    double falseAlarmYears() {
        return falseAlarmEvery.toDays() / DAYS_A_YEAR;
    }
}
