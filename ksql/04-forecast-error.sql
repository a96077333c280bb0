-- The error of each slot of each load forecast, as soon as its load is known: forecasts are laid out slot by slot, then joined with loads.
CREATE STREAM IF NOT EXISTS forecast_steps AS
  SELECT
    f.series_id AS series_id,
    f.runId AS run_id,
    f.issuedAt AS issued_at,
    f.firstSlot AS first_slot,
    f.resolutionMs AS resolution_ms,
    f.rung AS rung,
    f.point AS point,
    EXPLODE(GENERATE_SERIES(1, ARRAY_LENGTH(f.point))) AS step
  FROM forecasts f
  WHERE f.target = 'LOAD'
  EMIT CHANGES;

CREATE STREAM IF NOT EXISTS forecast_slots AS
  SELECT
    CONCAT(p.series_id, '@', CAST(UNIX_TIMESTAMP(p.first_slot) + (p.step - 1) * p.resolution_ms AS VARCHAR)) AS slot_id,
    p.series_id AS series_id,
    p.run_id AS run_id,
    p.issued_at AS issued_at,
    p.rung AS rung,
    p.step AS step,
    p.point[p.step] AS forecast_mw
  FROM forecast_steps p
  PARTITION BY CONCAT(p.series_id, '@', CAST(UNIX_TIMESTAMP(p.first_slot) + (p.step - 1) * p.resolution_ms AS VARCHAR))
  EMIT CHANGES;

CREATE STREAM IF NOT EXISTS observed_slots AS
  SELECT
    CONCAT(o.series_id, '@', CAST(UNIX_TIMESTAMP(o.slot) AS VARCHAR)) AS slot_id,
    o.slot AS slot,
    o.loadMw AS load_mw
  FROM observed_loads o
  WHERE o.revision = 0
  PARTITION BY CONCAT(o.series_id, '@', CAST(UNIX_TIMESTAMP(o.slot) AS VARCHAR))
  EMIT CHANGES;

-- A load comes up to the horizon of 48 h, and an hour for its own slot, after the forecast.
CREATE STREAM IF NOT EXISTS load_errors AS
  SELECT
    p.slot_id AS slot_id,
    p.series_id AS series_id,
    p.run_id AS run_id,
    p.issued_at AS issued_at,
    p.rung AS rung,
    p.step AS step,
    o.slot AS slot,
    p.forecast_mw AS forecast_mw,
    o.load_mw AS load_mw,
    p.forecast_mw - o.load_mw AS error_mw
  FROM forecast_slots p
  INNER JOIN observed_slots o WITHIN (0 SECONDS, 50 HOURS) GRACE PERIOD 1 HOUR ON p.slot_id = o.slot_id
  EMIT CHANGES;
