-- Evaluation by experts or an entrusted agency (R-EVAL-14), and the risk of a subject as last looked at (R-REF-04).

-- Who may be asked to evaluate, by which agreement and until when: the mechanism with trades and credit agencies.
CREATE TABLE evaluator (
  id {int} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,                 -- experts, association, agency
  name {text} NOT NULL,
  account {text} NOT NULL,              -- user who works on the tasks
  unit_id {text} NOT NULL REFERENCES unit(id),  -- the authority that made the agreement
  agreement {text} NOT NULL,            -- number or title of the document
  valid_from {text} NOT NULL,
  valid_to {text} NOT NULL,
  ended_on {text},                      -- before its time
  end_reason {text},
  actor {text} NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX evaluator_by_account ON evaluator(account);
CREATE INDEX evaluator_by_unit ON evaluator(unit_id, id);

CREATE TABLE evaluation_task (
  id {int} NOT NULL PRIMARY KEY,
  evaluator_id {int} NOT NULL REFERENCES evaluator(id),
  unit_id {text} NOT NULL REFERENCES unit(id),  -- the authority that gave it and confirms the results
  title {text} NOT NULL,
  kind {text} NOT NULL,                 -- code of the list sector-evaluations
  basis {text} NOT NULL,
  data {text} NOT NULL,                 -- JSON array: what the evaluator is shown of a subject, and nothing else
  due_on {text} NOT NULL,
  state {text} NOT NULL,                -- open, done, withdrawn
  reason {text},                        -- of the withdrawal
  given_by {text} NOT NULL,
  given_at {int} NOT NULL
) {strict};
CREATE INDEX evaluation_task_by_evaluator ON evaluation_task(evaluator_id, id);
CREATE INDEX evaluation_task_by_unit ON evaluation_task(unit_id, id);

-- One subject of a task. A result takes effect with its confirmation: then there is a fact.
CREATE TABLE evaluation_result (
  task_id {int} NOT NULL REFERENCES evaluation_task(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  state {text} NOT NULL,                -- open, submitted, returned, confirmed, refused
  outcome {text},                       -- code of the list evaluation-outcomes
  value_micro {int},                    -- score 0 … 100, millionths
  sealed {blob},                        -- report and its number, under the key of the subject
  submitted_by {text},
  submitted_at {int},
  decided_by {text},
  decided_at {int},
  reason {text},
  fact_id {int} REFERENCES grade_fact(id),
  PRIMARY KEY (task_id, subject_id)
) {strict};
CREATE INDEX evaluation_result_by_subject ON evaluation_result(subject_id);

-- Risk as of the last look: a reference for supervision beside the grade. It is worked out anew each night and may be
-- thrown away at any time.
CREATE TABLE subject_risk (
  subject_id {int} NOT NULL PRIMARY KEY REFERENCES subject(id),
  level {text} NOT NULL,                -- id in risk_levels.yaml
  points {int} NOT NULL,
  signals {text} NOT NULL,              -- JSON array of {label, points, fact}
  looked_on {text} NOT NULL,
  since_on {text} NOT NULL,             -- first day of this level
  before {text}                         -- the level before
) {strict};
CREATE INDEX subject_risk_by_level ON subject_risk(level, points, subject_id);
