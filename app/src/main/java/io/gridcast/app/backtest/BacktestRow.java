package io.gridcast.app.backtest;

import io.gridcast.core.grid.Target;
import io.gridcast.core.score.ScoreTotals;
import java.util.Optional;

/**
 * How good one column was.
 *
 * @param series name of the series; {@link #ALL} for all series of the target together
 * @param season empty for all of them
 * @param meanSize mean absolute value of what happened, in the target's unit
 */
public record BacktestRow(
        String series,
        Target target,
        Protocol protocol,
        String column,
        Column.Kind kind,
        Optional<Season> season,
        ScoreTotals.Summary errors,
        double meanSize) {
    /** Instead of a series' name. */
    public static final String ALL = "all";
}
