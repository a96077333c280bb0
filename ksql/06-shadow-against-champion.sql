-- Champions, experts and shadows side by side: mean absolute error of a week, weighted by the slots that were scored. First scores only.
CREATE TABLE IF NOT EXISTS model_errors WITH (KEY_FORMAT = 'JSON') AS
  SELECT
    e.series_id AS series_id,
    e.target AS forecast_of,
    e.role AS model_role,
    e.model->modelId AS model_id,
    e.model->version AS model_version,
    SUM(e.mae * e.n) / SUM(e.n) AS mean_error,
    SUM(e.pinball * e.n) / SUM(e.n) AS mean_pinball,
    SUM(e.cover80 * e.n) / SUM(e.n) AS in_80_percent_band,
    SUM(e.naiveWeekMae * e.n) / SUM(e.n) AS week_before,
    SUM(e.n) AS slots
  FROM scores e
  WINDOW TUMBLING (SIZE 7 DAYS)
  WHERE e.revision = 0 AND e.n > 0 AND e.`WINDOW` = 'DAY'
  GROUP BY e.series_id, e.target, e.role, e.model->modelId, e.model->version
  EMIT CHANGES;
