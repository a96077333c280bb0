package io.gridcast.core.model;

import io.gridcast.core.grid.Target;
import java.time.Instant;

/** A detector found that something has changed. */
public record DriftEvent(
        String seriesId,
        Target target,
        String detector,
        String variable,
        double statistic,
        double threshold,
        String likelyCause,
        Instant detectedAt) {}
