-- Alerts of price spikes a day, by zone: what an alert budget is held against.
CREATE TABLE IF NOT EXISTS spike_alerts AS
  SELECT
    r.zone AS zone,
    SUM(CASE WHEN r.alert THEN 1 ELSE 0 END) AS alerts,
    COUNT(*) AS runs,
    MAX(ARRAY_MAX(r.probability)) AS highest_probability
  FROM spike_risks r
  WINDOW TUMBLING (SIZE 1 DAY)
  GROUP BY r.zone
  EMIT CHANGES;
