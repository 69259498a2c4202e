-- Cases (办件): a case is one value and is kept whole (ADR 0029); what is asked for stands beside it.

CREATE TABLE case_file (
  id {int} NOT NULL PRIMARY KEY,
  number {text} NOT NULL UNIQUE,         -- "objection-2026-000001"
  procedure {text} NOT NULL,
  jurisdiction {text} NOT NULL,
  edition {text} NOT NULL,               -- of the procedure: a case keeps the one it was opened under
  subject_id {int} NOT NULL REFERENCES subject(id),
  state {text} NOT NULL,
  is_final {int} NOT NULL,
  version {int} NOT NULL,
  opened_by {text} NOT NULL,
  opened_at {int} NOT NULL,
  updated_at {int} NOT NULL,
  calendar {text} NOT NULL,              -- holiday tables its dates were last counted with
  next_moment {int},                     -- when time has something to do
  due_on {text},                         -- last day of the running clock
  held {int} NOT NULL,                   -- a step is due but waits
  failed {text},                         -- code why time could not pass over it
  content {blob} NOT NULL                -- envelope of the canonical JSON
) {strict};
CREATE INDEX case_file_due ON case_file(next_moment);
CREATE INDEX case_file_by_subject ON case_file(subject_id, id);
CREATE INDEX case_file_by_state ON case_file(procedure, state, id);
CREATE INDEX case_file_open ON case_file(is_final, due_on);

-- Every version of a case, once; every key of a command, once: what the engine needs to act exactly once.
CREATE TABLE case_step (
  case_id {int} NOT NULL REFERENCES case_file(id),
  version {int} NOT NULL,
  step {text} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  step_key {text} NOT NULL,
  at {int} NOT NULL,
  detail {blob} NOT NULL,                -- envelope of the reason
  PRIMARY KEY (case_id, version),
  UNIQUE (case_id, step_key)
) {strict};

CREATE INDEX case_step_by_key ON case_step(step_key, version);

CREATE TABLE case_unit (
  case_id {int} NOT NULL REFERENCES case_file(id),
  slot {text} NOT NULL,                  -- provider, manager …
  unit_id {text} NOT NULL REFERENCES unit(id),
  PRIMARY KEY (case_id, slot)
) {strict};
CREATE INDEX case_unit_by_unit ON case_unit(unit_id);

CREATE TABLE case_record (
  case_id {int} NOT NULL REFERENCES case_file(id),
  record_id {int} NOT NULL REFERENCES record(id),
  PRIMARY KEY (case_id, record_id)
) {strict};
CREATE INDEX case_record_by_record ON case_record(record_id);

-- Clocks, for to-do lists and statistics; the case itself decides.
CREATE TABLE case_obligation (
  case_id {int} NOT NULL REFERENCES case_file(id),
  no {int} NOT NULL,
  clock {text} NOT NULL,
  kind {text} NOT NULL,                  -- deadline, period
  duty {text} NOT NULL,                  -- authority, person
  opened_in {text} NOT NULL,
  start_on {text} NOT NULL,
  due_on {text} NOT NULL,
  provisional {int} NOT NULL,
  paused {int} NOT NULL,
  held {int} NOT NULL,
  overdue_at {int},
  closed_on {text},
  PRIMARY KEY (case_id, no)
) {strict};
CREATE INDEX case_obligation_open ON case_obligation(closed_on, due_on);

-- What was brought about outside the case, each once.
CREATE TABLE case_effect (
  effect_key {text} NOT NULL PRIMARY KEY,
  case_id {int} NOT NULL REFERENCES case_file(id),
  effect {text} NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX case_effect_by_case ON case_effect(case_id);

-- Outgoing notices until they are delivered: at least once, taken in once.
CREATE TABLE case_notice (
  notice_key {text} NOT NULL PRIMARY KEY,
  case_id {int} NOT NULL REFERENCES case_file(id),
  recipient {text} NOT NULL,             -- role of the procedure, person, operator
  kind {text} NOT NULL,
  text {blob} NOT NULL,                  -- envelope: it may repeat a reason
  created_at {int} NOT NULL,
  next_at {int},                         -- empty: delivered
  attempts {int} NOT NULL,
  delivered_at {int}
) {strict};
CREATE INDEX case_notice_waiting ON case_notice(next_at);
CREATE INDEX case_notice_by_case ON case_notice(case_id);

-- Papers a step makes; the number comes when the paper is issued.
CREATE TABLE case_paper (
  order_key {text} NOT NULL PRIMARY KEY,
  case_id {int} NOT NULL REFERENCES case_file(id),
  paper {text} NOT NULL,
  number {text},
  ordered_at {int} NOT NULL
) {strict};
CREATE INDEX case_paper_by_case ON case_paper(case_id);

-- Evidence handed in with a step.
CREATE TABLE case_upload (
  id {int} NOT NULL PRIMARY KEY,
  case_id {int} REFERENCES case_file(id),  -- empty until a step takes it
  version {int},
  label {text},                          -- what it is handed in as: 异议证据
  name {text} NOT NULL,
  media {text} NOT NULL,
  size {int} NOT NULL,
  digest {text} NOT NULL,
  content {blob} NOT NULL,               -- envelope
  added_by {text} NOT NULL,
  added_at {int} NOT NULL
) {strict};
CREATE INDEX case_upload_by_case ON case_upload(case_id);

-- What cases say about a record while they last or for good: disputed, measures-held …
CREATE TABLE record_mark (
  record_id {int} NOT NULL REFERENCES record(id),
  mark {text} NOT NULL,
  case_id {int} NOT NULL REFERENCES case_file(id),
  set_at {int} NOT NULL,
  lifted_at {int},
  PRIMARY KEY (record_id, mark, case_id)
) {strict};

-- The receivers of a record that must take a withdrawal or correction in, one row each: nobody is left out.
CREATE TABLE record_recall (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  case_id {int} NOT NULL REFERENCES case_file(id),
  receiver {text} NOT NULL,              -- "channel:credit-china", "user:U7"
  way {text} NOT NULL,                   -- publicity, query, share, export, grade, list
  act {text} NOT NULL,                   -- correct, remove
  follow_case {int} REFERENCES case_file(id),  -- the case that follows this receiver
  state {text} NOT NULL,                 -- open, told, done
  package {text} NOT NULL,               -- what was sent
  created_at {int} NOT NULL,
  told_at {int},
  done_at {int},
  receipt {text},
  attempts {int} NOT NULL,
  UNIQUE (record_id, case_id, receiver, way)
) {strict};
CREATE INDEX record_recall_open ON record_recall(state, id);
CREATE INDEX record_recall_by_case ON record_recall(case_id);

-- The machine's clock as it was last seen (workflow/clock_watch.h).
CREATE TABLE clock_watch (
  id {int} NOT NULL PRIMARY KEY,
  last_at {int},
  in_doubt {int} NOT NULL
) {strict};

{sqlite}
CREATE TRIGGER case_file_no_delete BEFORE DELETE ON case_file BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER case_step_no_delete BEFORE DELETE ON case_step BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER case_step_no_update BEFORE UPDATE ON case_step BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
{end}
{postgres}
CREATE TRIGGER case_file_no_delete BEFORE DELETE ON case_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_step_only_added BEFORE DELETE OR UPDATE ON case_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
{end}
