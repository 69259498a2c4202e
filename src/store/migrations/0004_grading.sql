-- Credit evaluation (信用评价与分级, docs/grading): editions of models, facts that no catalogue entry carries, runs with
-- their decisions, and what follows from a published grade.

-- Editions of models. The digest is that of the canonical form (language.md section 9): two texts that mean the same
-- are one edition, and a signature over the digest is one over the meaning.
CREATE TABLE grade_model (
  id {int} NOT NULL PRIMARY KEY,
  model {text} NOT NULL,
  edition {text} NOT NULL,
  title {text} NOT NULL,
  digest {text} NOT NULL UNIQUE,        -- SM3, 64 hex digits
  source {text} NOT NULL,               -- the file as it was given
  state {text} NOT NULL,                -- draft, analysed, tested, trial, in_force, withdrawn
  label {text} NOT NULL,                -- 示范，非正式标准 for a demonstration; empty otherwise
  subject_kind {text} NOT NULL,         -- of the model: institution, manufacturer, staff …
  in_force_from {text},
  withdrawn_on {text},
  checks {text} NOT NULL,               -- JSON: findings, tests, mutation score
  created_by {text} NOT NULL,
  created_at {int} NOT NULL
) {strict};
-- Every step of its life with what it rested on.
CREATE TABLE grade_model_step (
  id {int} NOT NULL PRIMARY KEY,
  model_id {int} NOT NULL REFERENCES grade_model(id),
  step {text} NOT NULL,
  at {int} NOT NULL,
  actor {text} NOT NULL,
  detail {text} NOT NULL                -- JSON
) {strict};
CREATE INDEX grade_model_step_by_model ON grade_model_step(model_id);
-- Three SM2 signatures by three roles over one digest.
CREATE TABLE grade_model_signature (
  model_id {int} NOT NULL REFERENCES grade_model(id),
  role {text} NOT NULL,                 -- legal, business, statistics
  actor {text} NOT NULL,
  signed_at {int} NOT NULL,
  statement {text} NOT NULL,            -- the text that was signed; names the digest
  public_key {text} NOT NULL,           -- hex, uncompressed point
  signature {text} NOT NULL,            -- hex
  PRIMARY KEY (model_id, role)
) {strict};

-- Facts entered by hand: reference information (R-REF), self-checks, commitments, sector evaluations (R-EVAL-13), score
-- sheets, and what else has no catalogue entry.
CREATE TABLE grade_fact (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  kind {text} NOT NULL,                 -- type of fact as models name it
  channel {text} NOT NULL,
  occurred_on {text},
  determined_on {text},
  ended_on {text},
  severity {text},
  outcome {text},
  value_micro {int},                    -- millionths
  is_public {int} NOT NULL,
  sealed {blob} NOT NULL,               -- JSON: ref, title, source link, items …, under the key of the subject
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX grade_fact_by_subject ON grade_fact(subject_id);
-- What became of a fact: verified, unfounded, revoked, promoted to negative information.
CREATE TABLE grade_fact_step (
  id {int} NOT NULL PRIMARY KEY,
  fact_id {int} NOT NULL REFERENCES grade_fact(id),
  step {text} NOT NULL,
  effective_on {text} NOT NULL,
  reason {text} NOT NULL,
  record_id {int} REFERENCES record(id), -- the negative record a reference item became (R-REF-08)
  actor {text} NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX grade_fact_step_by_fact ON grade_fact_step(fact_id);

-- Status of a record towards grading (R-EVAL-20): disputed, repaired, active again, revoked; with its cause.
CREATE TABLE grade_mark (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  fact {text} NOT NULL,                 -- R5, F3
  status {text} NOT NULL,               -- active, disputed, repaired, revoked
  status_on {text} NOT NULL,
  cause {text} NOT NULL,                -- objection, repair, correction …
  cause_ref {text} NOT NULL,
  actor {text} NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX grade_mark_by_subject ON grade_mark(subject_id);

-- Sources that delivered or declared that there was nothing, for sources without catalogue entries.
CREATE TABLE grade_feed (
  feed {text} NOT NULL,
  unit_id {text} NOT NULL,
  period {text} NOT NULL,               -- YYYY
  state {text} NOT NULL,                -- delivered, nil
  actor {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (feed, unit_id, period)
) {strict};

-- A run grades the subjects in scope of one edition as of one day, with what was known on another.
CREATE TABLE grade_run (
  id {int} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,                 -- yearly, trial, dynamic
  year {int} NOT NULL,                  -- evaluated
  model_id {int} NOT NULL REFERENCES grade_model(id),
  model {text} NOT NULL,
  as_of {text} NOT NULL,
  known_on {text} NOT NULL,
  state {text} NOT NULL,                -- running, review, preview, published, dropped
  unpublished {int} NOT NULL,           -- kept inside (staff evaluation, R-EVAL-21)
  label {text} NOT NULL,
  facts_digest {text} NOT NULL,
  law_digest {text} NOT NULL,
  next_subject {int} NOT NULL,          -- subjects below are done: where a broken run goes on
  summary {text} NOT NULL,              -- JSON: levels, movement, gaps …
  started_by {text} NOT NULL,
  started_at {int} NOT NULL,
  finished_at {int},
  reviewed_by {text},
  reviewed_at {int},
  published_by {text},
  published_at {int}
) {strict};
-- A year is graded once by each model (R-EVAL-07); a dropped run makes way.
CREATE UNIQUE INDEX grade_run_once ON grade_run(model, year) WHERE kind = 'yearly' AND state <> 'dropped';

CREATE TABLE grade_decision (
  id {int} NOT NULL PRIMARY KEY,
  run_id {int} NOT NULL REFERENCES grade_run(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  subject_type {text} NOT NULL,
  region {text} NOT NULL,
  model_id {int} NOT NULL REFERENCES grade_model(id),
  as_of {text} NOT NULL,
  known_on {text} NOT NULL,
  level {text} NOT NULL,                -- computed; empty: outside the scheme
  score {text} NOT NULL,                -- with the decimals of the model; empty: no score
  public_score {text} NOT NULL,
  limited_by {text} NOT NULL,
  unrated_by {text} NOT NULL,
  facts_digest {text} NOT NULL,         -- SM3 of what was graded
  facts {blob} NOT NULL,                -- what was graded, sealed: the explanation is built from it and the ledger
  ledger {blob} NOT NULL,               -- compact lines
  previous {int} REFERENCES grade_decision(id),
  cause {text} NOT NULL,                -- yearly, correction, repair, objection, calendar …
  cause_ref {text} NOT NULL,
  decided_at {int} NOT NULL,
  changes_on {text} NOT NULL            -- first day on which time alone changes it; '' not looked at yet, '-' never
) {strict};
CREATE INDEX grade_decision_by_change ON grade_decision(changes_on, id);
CREATE INDEX grade_decision_by_previous ON grade_decision(previous);
CREATE INDEX grade_decision_by_subject ON grade_decision(subject_id, id);
CREATE INDEX grade_decision_by_run ON grade_decision(run_id, level, subject_id);

-- An override leaves the computed grade as it is and stands beside it (R-EVAL-22).
CREATE TABLE grade_override (
  id {int} NOT NULL PRIMARY KEY,
  decision_id {int} NOT NULL REFERENCES grade_decision(id),
  level {text} NOT NULL,
  reason {text} NOT NULL,
  clause {text} NOT NULL,
  state {text} NOT NULL,                -- proposed, approved, refused
  proposed_by {text} NOT NULL,
  proposed_at {int} NOT NULL,
  decided_by {text},
  decided_at {int}
) {strict};
CREATE INDEX grade_override_by_decision ON grade_override(decision_id);

-- What a subject says to its grade before publication.
CREATE TABLE grade_answer (
  id {int} NOT NULL PRIMARY KEY,
  decision_id {int} NOT NULL REFERENCES grade_decision(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  sealed {blob} NOT NULL,
  actor {text} NOT NULL,
  at {int} NOT NULL,
  reply {text},
  replied_by {text},
  replied_at {int}
) {strict};
CREATE INDEX grade_answer_by_decision ON grade_answer(decision_id);

-- Something changed after the cut: the subject is to be graded again (R-EVAL-08, R-EVAL-10).
CREATE TABLE grade_again (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  cause {text} NOT NULL,
  cause_ref {text} NOT NULL,
  found_at {int} NOT NULL,
  state {text} NOT NULL,                -- open, done
  decision_id {int} REFERENCES grade_decision(id),
  UNIQUE (subject_id, cause, cause_ref)
) {strict};

-- Deliveries to business systems and to the platforms above (R-EVAL-15, R-EVAL-16).
CREATE TABLE grade_delivery (
  id {int} NOT NULL PRIMARY KEY,
  run_id {int} NOT NULL REFERENCES grade_run(id),
  decision_id {int} REFERENCES grade_decision(id), -- empty: the package of the whole run
  target {text} NOT NULL,
  state {text} NOT NULL,                -- pending, sent, confirmed, failed
  attempts {int} NOT NULL,
  next_at {int} NOT NULL,
  done_at {int},
  receipt {text},
  error {text}
) {strict};
CREATE INDEX grade_delivery_by_run ON grade_delivery(run_id, target, state);

-- A use of a grade: which version of it was used for what (R-EVAL-17).
CREATE TABLE grade_use (
  id {int} NOT NULL PRIMARY KEY,
  decision_id {int} NOT NULL REFERENCES grade_decision(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  use_code {text} NOT NULL,
  matter {text} NOT NULL,
  effect {text} NOT NULL,               -- incentive, limited, none
  actor {text} NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX grade_use_by_subject ON grade_use(subject_id);

-- Yearly survey of the evaluation work (R-EVAL-23).
CREATE TABLE grade_survey (
  id {int} NOT NULL PRIMARY KEY,
  year {int} NOT NULL,
  title {text} NOT NULL,
  questions {text} NOT NULL,            -- JSON array
  opened_by {text} NOT NULL,
  opened_at {int} NOT NULL,
  closed_at {int}
) {strict};
CREATE TABLE grade_survey_answer (
  survey_id {int} NOT NULL REFERENCES grade_survey(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  answers {text} NOT NULL,              -- JSON array of marks 1 … 5
  sealed {blob},                        -- remark
  at {int} NOT NULL,
  PRIMARY KEY (survey_id, subject_id)
) {strict};

-- Drafts of the yearly commendation (R-EVAL-19).
CREATE TABLE grade_commendation (
  id {int} NOT NULL PRIMARY KEY,
  run_id {int} NOT NULL UNIQUE REFERENCES grade_run(id),
  subjects {text} NOT NULL,             -- JSON array of subject ids graded best
  text {text} NOT NULL,
  state {text} NOT NULL,                -- draft, approved
  drafted_by {text} NOT NULL,
  drafted_at {int} NOT NULL,
  approved_by {text},
  approved_at {int}
) {strict};
