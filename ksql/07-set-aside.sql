-- What was set aside, by rule and hour, with one of the meters or series it happened to.
CREATE TABLE IF NOT EXISTS set_aside AS
  SELECT
    q.rule AS broken_rule,
    COUNT(*) AS records,
    COUNT_DISTINCT(q.subject) AS subjects,
    LATEST_BY_OFFSET(q.subject) AS newest_subject,
    LATEST_BY_OFFSET(q.detail) AS newest_detail
  FROM quality_events q
  WINDOW TUMBLING (SIZE 1 HOUR)
  WHERE q.action = 'SET_ASIDE'
  GROUP BY q.rule
  EMIT CHANGES;
