package io.gridcast.app.report;

import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.ScoreTotals;

/** Errors of one model on one series and a range of lead times, over all days. */
public record ScoreRow(
        String series, Target target, String model, ModelRole role, LeadBucket lead, ScoreTotals.Summary errors) {}
