-- Credit repair (信用修复): what the offices know about the conditions of a record, repairs that took effect, their publicity,
-- training, batches, and the filing with the province. The way of an application itself is a case.

-- A statement about one record: rectified, duties, effect, fraud, irreparable, kind, evidence. The latest one of a fact and name
-- decides; earlier ones are the history.
CREATE TABLE repair_fact (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  fact {text} NOT NULL,
  name {text} NOT NULL,                 -- of a kind or a piece of evidence, else empty
  amount {int} NOT NULL,                -- 0 no, 1 yes, hours and times of evidence
  clause {text} NOT NULL,               -- that forbids repair, else empty
  stated_on {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX repair_fact_by_record ON repair_fact(record_id, fact, name, id);

-- A repair that took effect. Revoked when it was obtained by fraud; the row stays.
CREATE TABLE record_repair (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  case_id {int} NOT NULL REFERENCES case_file(id),
  repaired_on {text} NOT NULL,
  publicity_before {text} NOT NULL,     -- state of publicity that the repair ended
  revoked_on {text},
  revoked_by {int} REFERENCES case_file(id), -- case of the revocation
  UNIQUE (case_id, record_id)
) {strict};
CREATE INDEX record_repair_by_record ON record_repair(record_id);
CREATE INDEX record_repair_by_subject ON record_repair(subject_id);

-- 修复公示: open to everybody while it runs, kept afterwards.
CREATE TABLE repair_publicity (
  id {int} NOT NULL PRIMARY KEY,
  case_id {int} NOT NULL REFERENCES case_file(id),
  record_id {int} NOT NULL REFERENCES record(id),
  started_on {text} NOT NULL,
  ends_on {text} NOT NULL,              -- last day
  ended_on {text},
  outcome {text}                        -- repaired, stopped
) {strict};
CREATE INDEX repair_publicity_by_case ON repair_publicity(case_id);
CREATE INDEX repair_publicity_open ON repair_publicity(id) WHERE ended_on IS NULL;

-- 信用修复培训 (R-REP-15): an event, who was invited, who came, with what certificate.
CREATE TABLE repair_training (
  id {int} NOT NULL PRIMARY KEY,
  unit_id {text} NOT NULL REFERENCES unit(id),
  title {text} NOT NULL,
  form {text} NOT NULL,
  held_on {text} NOT NULL,
  hours {int} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE TABLE repair_training_person (
  training_id {int} NOT NULL REFERENCES repair_training(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  attended {int},                       -- NULL: invited only
  certificate {text},
  noted_at {int},
  PRIMARY KEY (training_id, subject_id)
) {strict};
CREATE INDEX repair_training_of_subject ON repair_training_person(subject_id);

-- 批量修复 (R-REP-14): one list, every record decided by its own case.
CREATE TABLE repair_batch (
  id {int} NOT NULL PRIMARY KEY,
  unit_id {text} NOT NULL REFERENCES unit(id),
  title {text} NOT NULL,
  made_on {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE TABLE repair_batch_item (
  batch_id {int} NOT NULL REFERENCES repair_batch(id),
  record_id {int} NOT NULL REFERENCES record(id),
  case_id {int} REFERENCES case_file(id), -- NULL: not taken in
  refusal {text},                       -- why not, in Chinese
  PRIMARY KEY (batch_id, record_id)
) {strict};

-- 报省备查 (R-REP-16): what went to the province after a repair.
CREATE TABLE repair_filing (
  id {int} NOT NULL PRIMARY KEY,
  case_id {int} NOT NULL REFERENCES case_file(id),
  record_id {int} NOT NULL REFERENCES record(id),
  filed_on {text} NOT NULL,
  package {text} NOT NULL,              -- JSON as handed over; no personal data
  UNIQUE (case_id, record_id, filed_on)
) {strict};
