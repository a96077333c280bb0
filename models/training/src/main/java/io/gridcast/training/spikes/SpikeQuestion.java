package io.gridcast.training.spikes;

import io.gridcast.core.check.Checks;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.training.dataset.IssueSchedule;
import java.time.Duration;

/**
 * What is asked of the future: will a price of an event come within so long. Of a day-ahead price it is asked of the next delivery day,
 * whatever {@code within} says.
 *
 * @param within from the issue, which comes at each end of a slot, to the end of the last slot
 */
public record SpikeQuestion(SpikeEvent event, Duration within) {
    /** From the issue of a day-ahead forecast to the end of its delivery day it is never longer. */
    private static final Duration DAY_AHEAD = Duration.ofHours(48);

    public SpikeQuestion {
        Checks.requirePositive("within", within);
        Checks.require(
                within.compareTo(DAY_AHEAD) <= 0 && within.toMinutes() % 60 == 0,
                "within is " + within + ", must be whole hours, at most " + DAY_AHEAD.toHours());
    }

    /** When it is asked. */
    public IssueSchedule schedule() {
        return IssueSchedule.DEFAULT.spikesWithin(event.isDayAhead() ? Duration.ZERO : within);
    }

    /** The longest time from an issue to the end of its last slot. */
    public Duration window() {
        return event.isDayAhead() ? DAY_AHEAD : within;
    }

    /** What a model of it sees. */
    public FeatureSchema schema(FeatureSchemas.Inputs inputs) {
        return event.isDayAhead()
                ? FeatureSchemas.spikesOfDay(inputs, event.channel())
                : FeatureSchemas.spikesAhead(inputs, event.channel());
    }
}
