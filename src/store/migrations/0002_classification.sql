-- Acts that classify a record or decide how long it counts; each is kept with who, when and why.

-- Changes of class are audited (R-CLASS-01): the class known at any earlier moment can be told.
CREATE TABLE record_class_change (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  changed_at {int} NOT NULL,
  from_class {text} NOT NULL,
  to_class {text} NOT NULL,
  from_nature {text} NOT NULL,
  to_nature {text} NOT NULL,
  from_kind {text},
  to_kind {text},
  detail {text} NOT NULL,               -- JSON: activity, issuer …
  reason {text} NOT NULL,
  actor {text} NOT NULL
) {strict};
CREATE INDEX record_class_change_by_record ON record_class_change(record_id);

-- Recognition as dishonest conduct (失信认定, R-CLASS-07): never without rule, clause and level.
CREATE TABLE dishonesty (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  recorded_at {int} NOT NULL,
  recognised_on {text} NOT NULL,
  level {text} NOT NULL,
  rule_id {text} NOT NULL,
  clause {text} NOT NULL,
  list_type {text},
  actor {text} NOT NULL
) {strict};
CREATE INDEX dishonesty_by_record ON dishonesty(record_id);

-- Review of self-inspection information by the authority (主管部门复核, R-CLASS-06).
CREATE TABLE record_review (
  record_id {int} NOT NULL PRIMARY KEY REFERENCES record(id),
  reviewer {text} NOT NULL,
  reviewed_on {text} NOT NULL,
  opinion {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};

-- A statute that sets another record period (法律、法规或者规章另有规定的，从其规定, R-RET-03).
CREATE TABLE retention_override (
  record_id {int} NOT NULL PRIMARY KEY REFERENCES record(id),
  retention {text} NOT NULL,            -- ISO 8601 duration or unlimited
  statute {text} NOT NULL,              -- id of the basis register
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};

-- Records whose record period is over (自动解除记录): kept, no longer used.
CREATE TABLE record_release (
  record_id {int} NOT NULL PRIMARY KEY REFERENCES record(id),
  released_on {text} NOT NULL,
  reason {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};

-- Bad-practice points (不良执业行为记分, R-CLASS-10), in millionths of a point.
CREATE TABLE practice_score (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  scored_on {text} NOT NULL,
  points_micro {int} NOT NULL,
  item {text} NOT NULL,
  basis {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX practice_score_by_subject ON practice_score(subject_id, scored_on);

-- Complaints and reports (投诉举报, R-CLASS-11): never negative by themselves.
CREATE TABLE complaint (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  received_on {text} NOT NULL,
  channel {text} NOT NULL,
  matter {text} NOT NULL,
  state {text} NOT NULL,                -- unverified, verified, unfounded
  decided_on {text},
  consequence {int} NOT NULL,           -- bad consequence or social impact found
  record_id {int} REFERENCES record(id),
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX complaint_by_subject ON complaint(subject_id, received_on);

-- Types of serious-dishonesty lists (R-CLASS-08): only with a national basis document.
CREATE TABLE list_type (
  id {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  basis_document {text} NOT NULL,
  actor {text} NOT NULL,
  created_at {int} NOT NULL
) {strict};
