package io.gridcast.training.dataset;

import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;

/**
 * One forecast that is due.
 *
 * @param slots how many slots from {@code firstSlot} it covers
 */
public record Issue(
        Series series, Target target, Instant issuedAt, Instant firstSlot, Duration resolution, int slots) {}
