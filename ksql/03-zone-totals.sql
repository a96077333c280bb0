-- Energy of a price zone by the hour: series that are no totals of others, first values only, so that nothing counts twice.
CREATE STREAM IF NOT EXISTS zone_loads AS
  SELECT
    o.series_id AS series_id,
    s.priceZone AS zone,
    o.loadMw * o.resolutionMs / 3600000 AS energy_mwh,
    o.coverage AS coverage
  FROM observed_loads o
  JOIN series s ON o.series_id = s.series_id
  WHERE o.revision = 0 AND ARRAY_LENGTH(s.members) = 0
  EMIT CHANGES;

-- An hour of this window is when loads became known, not when they were.
CREATE TABLE IF NOT EXISTS zone_energy AS
  SELECT
    z.zone AS zone,
    SUM(z.energy_mwh) AS energy_mwh,
    MIN(z.coverage) AS worst_coverage,
    COUNT_DISTINCT(z.series_id) AS series_seen
  FROM zone_loads z
  WINDOW TUMBLING (SIZE 1 HOUR)
  GROUP BY z.zone
  EMIT CHANGES;
