-- What is forecast now: the newest forecast of each series and target, with the rung it stands on and what was missing.
CREATE TABLE IF NOT EXISTS latest_forecast WITH (KEY_FORMAT = 'JSON') AS
  SELECT
    f.series_id AS series_id,
    f.target AS forecast_of,
    LATEST_BY_OFFSET(f.runId) AS run_id,
    LATEST_BY_OFFSET(f.issuedAt) AS issued_at,
    LATEST_BY_OFFSET(f.firstSlot) AS first_slot,
    LATEST_BY_OFFSET(f.resolutionMs) AS resolution_ms,
    LATEST_BY_OFFSET(f.unit) AS unit,
    LATEST_BY_OFFSET(f.point) AS point,
    LATEST_BY_OFFSET(f.rung) AS rung,
    LATEST_BY_OFFSET(f.model->version) AS version,
    LATEST_BY_OFFSET(f.missingInputs) AS missing_inputs
  FROM forecasts f
  GROUP BY f.series_id, f.target
  EMIT CHANGES;
