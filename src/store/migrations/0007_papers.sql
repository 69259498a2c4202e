-- Papers (文书) as issued (R-DOC-01): numbered without gap in each series and year, their content sealed, digested and
-- signed. What was issued is never changed; a successor takes its place.
CREATE TABLE paper (
  id {int} NOT NULL PRIMARY KEY,
  code {text} NOT NULL UNIQUE,          -- for the public page of verification; cannot be guessed
  template {text} NOT NULL,
  version {int} NOT NULL,
  title {text} NOT NULL,
  series {text},                        -- with year and count: one number each; all empty for papers without number
  year {int},
  count {int},
  number {text} NOT NULL,
  organ {text} NOT NULL,
  subject_id {int} REFERENCES subject(id),
  record_id {int} REFERENCES record(id),
  case_id {text},
  unit_id {text},                       -- that issued it
  issued_on {text} NOT NULL,
  issued_at {int} NOT NULL,
  actor {text} NOT NULL,
  content {blob} NOT NULL,              -- sealed
  digest {text} NOT NULL,               -- SM3 of the content, 64 hex digits
  signature {text} NOT NULL,            -- SM2, 128 hex digits
  key_id {text} NOT NULL,               -- fingerprint of the signing key
  order_key {text} UNIQUE,              -- of the order it was issued for: the same order is carried out once
  served {text} NOT NULL,               -- how it is to be served; empty: not served
  state {text} NOT NULL,                -- current, superseded, revoked
  successor_id {int} REFERENCES paper(id),
  reason {text},
  closed_at {int},
  UNIQUE (series, year, count)
) {strict};
CREATE INDEX paper_by_subject ON paper(subject_id);
CREATE INDEX paper_by_record ON paper(record_id);
CREATE INDEX paper_by_case ON paper(case_id);

-- Files made of a paper, by their digest: what somebody holds is recognised, and signed for those without a connection.
CREATE TABLE paper_file (
  paper_id {int} NOT NULL REFERENCES paper(id),
  digest {text} NOT NULL,               -- SM3 of the pages
  signature {text} NOT NULL,            -- SM2 over content and pages
  made_at {int} NOT NULL,
  PRIMARY KEY (paper_id, digest)
) {strict};

-- Service of papers (送达): every attempt, and its receipt.
CREATE TABLE paper_delivery (
  id {int} NOT NULL PRIMARY KEY,
  paper_id {int} NOT NULL REFERENCES paper(id),
  way {text} NOT NULL,
  receiver {blob} NOT NULL,             -- sealed: to whom
  sent_on {text} NOT NULL,
  state {text} NOT NULL,                -- sent, confirmed, failed
  confirmed_on {text},
  proof {text},                         -- number of the receipt, or why it failed
  actor {text} NOT NULL,
  confirmed_by {text},
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX paper_delivery_by_paper ON paper_delivery(paper_id);

-- Reports made by a job wait here to be looked over before they are issued (R-DOC-10).
CREATE TABLE paper_draft (
  id {int} NOT NULL PRIMARY KEY,
  template {text} NOT NULL,
  unit_id {text},
  period {text} NOT NULL,               -- of a template and unit there is one
  content {blob} NOT NULL,              -- sealed: the values, JSON
  state {text} NOT NULL,                -- draft, issued
  version {int} NOT NULL,
  actor {text} NOT NULL,
  made_at {int} NOT NULL,
  paper_id {int} REFERENCES paper(id)
) {strict};
CREATE UNIQUE INDEX paper_draft_once ON paper_draft(template, unit_id, period);

{sqlite}
CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER paper_no_change BEFORE UPDATE OF code, template, version, title, series, year, count, number, organ, subject_id, record_id,
  case_id, unit_id, issued_on, issued_at, actor, content, digest, signature, key_id, order_key ON paper BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
{end}
{postgres}
CREATE TRIGGER paper_only_added BEFORE DELETE ON paper FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER paper_only_closed BEFORE UPDATE OF code, template, version, title, series, year, count, number, organ, subject_id, record_id,
  case_id, unit_id, issued_on, issued_at, actor, content, digest, signature, key_id, order_key ON paper FOR EACH ROW EXECUTE FUNCTION refuse_change();
{end}
