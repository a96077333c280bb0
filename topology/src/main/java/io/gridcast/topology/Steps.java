package io.gridcast.topology;

import io.gridcast.topology.time.TimedStep;
import java.util.List;

/** Names of the steps whose ticks another topology waits for. */
public final class Steps {
    /** Sums meters and SCADA to the load of a series. */
    public static final String SUM_SERIES = "sum-series";

    /** Sums series to totals. */
    public static final String SUM_TOTALS = "sum-totals";

    /** Issues forecasts. */
    public static final String FORECAST_SERIES = "forecast-series";

    /** Scores models in shadow. */
    public static final String SCORE_SHADOWS = "score-shadows";

    /** Scores forecasts. */
    public static final String SCORE_FORECASTS = "score-forecasts";

    /** Judges challengers. */
    public static final String JUDGE_CHALLENGERS = "judge-challengers";

    /** Watches for drift. */
    public static final String WATCH_DRIFT = "watch-drift";

    /** Asks for new models. */
    public static final String REQUEST_RETRAINING = "request-retraining";

    /** Decides what runs. */
    public static final String DECIDE_DEPLOYMENTS = "decide-deployments";

    private Steps() {}

    /** Who ticks a partition of the observed loads. */
    public static List<String> ofObservedLoads(int partition) {
        return List.of(TimedStep.origin(SUM_SERIES, partition), TimedStep.origin(SUM_TOTALS, partition));
    }

    /** Who ticks the deployments. */
    public static List<String> ofDeployments(int partition) {
        return List.of(TimedStep.origin(DECIDE_DEPLOYMENTS, partition));
    }

    /** Who ticks a partition of the shadow forecasts: fallback rungs come with the forecasts, the others behind them. */
    public static List<String> ofShadowForecasts(int partition) {
        return List.of(TimedStep.origin(FORECAST_SERIES, partition), TimedStep.origin(SCORE_SHADOWS, partition));
    }

    /** Who ticks a partition of the forecasts, and of the scored features. */
    public static List<String> ofForecasts(int partition) {
        return List.of(TimedStep.origin(FORECAST_SERIES, partition));
    }

    /** Who ticks a partition of the scores. */
    public static List<String> ofScores(int partition) {
        return List.of(TimedStep.origin(SCORE_FORECASTS, partition));
    }
}
