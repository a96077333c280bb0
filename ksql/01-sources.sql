-- Streams and tables over the topics of the engine. Only columns that the other scripts use, or people ask for, are declared.
SET 'auto.offset.reset' = 'earliest';

-- What is forecast: one row a series, the newest description.
CREATE TABLE IF NOT EXISTS series (
  series_id VARCHAR PRIMARY KEY,
  priceZone VARCHAR,
  weatherZone VARCHAR,
  targets ARRAY<VARCHAR>,
  resolutionMs BIGINT,
  timeZone VARCHAR,
  limitMw DOUBLE,
  members ARRAY<VARCHAR>
) WITH (KAFKA_TOPIC = 'grid.series.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- The load of a series, slot by slot; a correction comes as a higher revision.
CREATE STREAM IF NOT EXISTS observed_loads (
  series_id VARCHAR KEY,
  slot TIMESTAMP,
  resolutionMs BIGINT,
  loadMw DOUBLE,
  coverage DOUBLE,
  quality VARCHAR,
  revision INTEGER
) WITH (KAFKA_TOPIC = 'grid.load.observed.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- What was issued. Quantiles are rows of slots by columns of levels, one after the other.
CREATE STREAM IF NOT EXISTS forecasts (
  series_id VARCHAR KEY,
  target VARCHAR,
  unit VARCHAR,
  runId VARCHAR,
  issuedAt TIMESTAMP,
  lastSlotKnown TIMESTAMP,
  resolutionMs BIGINT,
  firstSlot TIMESTAMP,
  point ARRAY<DOUBLE>,
  quantileLevels ARRAY<DOUBLE>,
  quantiles ARRAY<DOUBLE>,
  model STRUCT<modelId VARCHAR, version VARCHAR>,
  role VARCHAR,
  rung VARCHAR,
  missingInputs ARRAY<VARCHAR>,
  dataCoverage DOUBLE
) WITH (KAFKA_TOPIC = 'forecasts.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Risk of a price spike, slot by slot.
CREATE STREAM IF NOT EXISTS spike_risks (
  zone VARCHAR KEY,
  runId VARCHAR,
  issuedAt TIMESTAMP,
  firstSlot TIMESTAMP,
  resolutionMs BIGINT,
  threshold DOUBLE,
  probability ARRAY<DOUBLE>,
  alert BOOLEAN
) WITH (KAFKA_TOPIC = 'price.spikes.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Errors by day, model, role and lead time.
CREATE STREAM IF NOT EXISTS scores (
  series_id VARCHAR KEY,
  target VARCHAR,
  model STRUCT<modelId VARCHAR, version VARCHAR>,
  role VARCHAR,
  day DATE,
  leadFromHours INTEGER,
  leadToHours INTEGER,
  `WINDOW` VARCHAR,
  n INTEGER,
  mae DOUBLE,
  bias DOUBLE,
  pinball DOUBLE,
  cover80 DOUBLE,
  naiveWeekMae DOUBLE,
  outlookMae DOUBLE,
  revision INTEGER
) WITH (KAFKA_TOPIC = 'forecasts.scores.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- What was found wrong with an input, and what was done about it.
CREATE STREAM IF NOT EXISTS quality_events (
  about_id VARCHAR KEY,
  subject VARCHAR,
  rule VARCHAR,
  about TIMESTAMP,
  value DOUBLE,
  `LIMIT` DOUBLE,
  action VARCHAR,
  detail VARCHAR
) WITH (KAFKA_TOPIC = 'data.quality.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
