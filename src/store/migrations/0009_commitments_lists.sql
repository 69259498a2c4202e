-- Commitments with what was promised by when, lists with who is on them, and records that are kept but no longer used.

-- A letter as it was signed. What it says lies sealed, under the key of the subject.
CREATE TABLE commitment (
  id {int} NOT NULL PRIMARY KEY,
  case_id {int} UNIQUE REFERENCES case_file(id),  -- set as soon as the case is open
  opening_key {text} NOT NULL UNIQUE,    -- key of the command that opens it
  subject_id {int} NOT NULL REFERENCES subject(id),
  unit_id {text} NOT NULL REFERENCES unit(id),    -- accepting unit
  letter {text} NOT NULL,
  letter_version {text} NOT NULL,
  letter_digest {text} NOT NULL,
  type {text} NOT NULL,                  -- 审批替代型 …
  item {text},
  made_on {text} NOT NULL,
  valid_to {text} NOT NULL,
  publicity {text} NOT NULL,             -- 社会公开 …
  market {int} NOT NULL,                 -- market credit information (R-COMM-11)
  external_key {text} UNIQUE,            -- "system|id" of the licence system (R-COMM-04)
  education {text},                      -- edition of the material shown (R-COMM-10)
  signed_how {text} NOT NULL,            -- sm2, paper
  signer {text} NOT NULL,
  digest {text} NOT NULL,                -- SM3 of the text that was signed
  state {text} NOT NULL,                 -- 履行中, 已履行, 部分履行, 未履行; ended without a finding: 已撤回, 已终止
  found_on {text},
  found_by {text},
  record_id {int} REFERENCES record(id),             -- CN
  fulfilment_record_id {int} REFERENCES record(id),  -- LY
  sealed {blob} NOT NULL,                -- JSON: matter, text, liability, remark, public key, signature, finding
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX commitment_by_subject ON commitment(subject_id, id);
CREATE INDEX commitment_by_unit ON commitment(unit_id, id);

CREATE TABLE commitment_obligation (
  commitment_id {int} NOT NULL REFERENCES commitment(id),
  no {int} NOT NULL,
  code {text} NOT NULL,
  text {text} NOT NULL,
  due_on {text},                         -- empty: on every day of validity
  missing {int} NOT NULL,                -- a paper that may follow later
  state {text} NOT NULL,                 -- open, kept, doubted, broken
  decided_on {text},
  note {text} NOT NULL,
  PRIMARY KEY (commitment_id, no)
) {strict};
CREATE INDEX commitment_obligation_open ON commitment_obligation(state, due_on);

-- A case that another one brought about: first check, investigation of a breach.
CREATE TABLE case_link (
  case_id {int} NOT NULL PRIMARY KEY REFERENCES case_file(id),
  parent_id {int} NOT NULL REFERENCES case_file(id),
  kind {text} NOT NULL
) {strict};
CREATE INDEX case_link_by_parent ON case_link(parent_id, kind);

-- Higher share of inspections until the reason is gone (R-COMM-08).
CREATE TABLE inspection_raise (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  case_id {int} NOT NULL REFERENCES case_file(id),
  from_on {text} NOT NULL,
  until_on {text},
  reason {text} NOT NULL
) {strict};
CREATE INDEX inspection_raise_by_subject ON inspection_raise(subject_id);

-- Commitments of the authority itself (政务信用承诺, R-COMM-09): published whole, each version kept.
CREATE TABLE unit_pledge (
  id {int} NOT NULL PRIMARY KEY,
  unit_id {text} NOT NULL REFERENCES unit(id),
  letter {text} NOT NULL,
  version {int} NOT NULL,                -- of this unit's letter
  matter {text} NOT NULL,
  content {text} NOT NULL,
  made_on {text} NOT NULL,
  valid_to {text} NOT NULL,
  digest {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL,
  UNIQUE (unit_id, letter, version)
) {strict};

-- Standards of recognition that the authority put in force (认定标准, R-LIST-03); shipped ones stand in lists.yaml.
CREATE TABLE list_standard (
  id {text} NOT NULL PRIMARY KEY,
  list {text} NOT NULL,
  text {text} NOT NULL,
  basis_document {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};

CREATE TABLE list_entry (
  id {int} NOT NULL PRIMARY KEY,
  list {text} NOT NULL,
  list_name {text} NOT NULL,
  kind {text} NOT NULL,                  -- red, black, serious, outside
  subject_id {int} NOT NULL REFERENCES subject(id),
  case_id {int} UNIQUE REFERENCES case_file(id),  -- empty: history or taken in from outside
  standard {text} NOT NULL,
  basis {text} NOT NULL,
  unit_id {text} NOT NULL REFERENCES unit(id),    -- recognising unit
  recognised_on {text} NOT NULL,
  valid_from {text} NOT NULL,
  valid_to {text} NOT NULL,
  state {text} NOT NULL,                 -- proposed, listed, removed, dropped, history
  entered_on {text},
  removed_on {text},
  cause {text},                          -- 期满, 信用修复, 异议成立, 更正, 主体终止, 不再符合条件
  source {text} NOT NULL,                -- where an outside entry came from
  record_id {int} REFERENCES record(id),
  sealed {blob} NOT NULL,                -- JSON: facts, evidence
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX list_entry_by_subject ON list_entry(subject_id, id);
CREATE INDEX list_entry_by_list ON list_entry(list, state, id);

-- What the city and provincial platforms are told of each entry and exit (R-LIST-04).
CREATE TABLE list_push (
  id {int} NOT NULL PRIMARY KEY,
  entry_id {int} NOT NULL REFERENCES list_entry(id),
  channel {text} NOT NULL,
  act {text} NOT NULL,                   -- add, delete
  created_on {text} NOT NULL,
  due_on {text} NOT NULL,
  state {text} NOT NULL,                 -- pending, sent
  done_on {text},
  receipt {text},
  UNIQUE (entry_id, channel, act)
) {strict};

-- Names on an outside list that look like a subject of ours (R-LIST-08): a person decides.
CREATE TABLE list_match (
  id {int} NOT NULL PRIMARY KEY,
  list {text} NOT NULL,
  source {text} NOT NULL,
  name {text} NOT NULL,
  code {text} NOT NULL,
  facts {text} NOT NULL,
  valid_to {text} NOT NULL,
  subject_id {int} NOT NULL REFERENCES subject(id),
  state {text} NOT NULL,                 -- proposed, confirmed, rejected
  reason {text},
  entry_id {int} REFERENCES list_entry(id),
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};

-- Persons who disturbed the order of medical care (R-LIST-07): no subjects of health supervision, so a register of
-- their own, sealed, with its own permission.
CREATE TABLE disorder_person (
  id {int} NOT NULL PRIMARY KEY,
  list {text} NOT NULL,
  blind {text} NOT NULL,                 -- of the number of the document
  document_kind {text} NOT NULL,         -- 行政拘留决定书 …
  unit_id {text} NOT NULL REFERENCES unit(id),
  recognised_on {text} NOT NULL,
  valid_to {text} NOT NULL,
  state {text} NOT NULL,                 -- listed, removed
  removed_on {text},
  cause {text},
  sealed {blob} NOT NULL,                -- JSON: name, document, number of the decision, facts
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX disorder_person_by_blind ON disorder_person(blind);

-- Boards of a period (红黑榜, R-LIST-05): proposed from grades, approved by a person.
CREATE TABLE list_board (
  id {int} NOT NULL PRIMARY KEY,
  board {text} NOT NULL,
  period {text} NOT NULL,
  subject_id {int} NOT NULL REFERENCES subject(id),
  side {text} NOT NULL,                  -- red, black
  grade {text} NOT NULL,
  state {text} NOT NULL,                 -- proposed, approved, refused
  proposed_by {text} NOT NULL,
  decided_by {text},
  decided_on {text},
  reason {text},
  UNIQUE (board, period, subject_id)
) {strict};

-- Campaigns (专项治理, R-LIST-11).
CREATE TABLE campaign (
  id {int} NOT NULL PRIMARY KEY,
  title {text} NOT NULL,
  kinds {text} NOT NULL,                 -- separated by commas
  target {text} NOT NULL,
  unit_id {text} NOT NULL REFERENCES unit(id),
  from_on {text} NOT NULL,
  until_on {text} NOT NULL,
  closed_on {text},
  report {text},                         -- JSON: cases by kind
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE TABLE campaign_case (
  campaign_id {int} NOT NULL REFERENCES campaign(id),
  record_id {int} NOT NULL REFERENCES record(id),
  kind {text} NOT NULL,
  PRIMARY KEY (campaign_id, record_id)
) {strict};

-- Records in the closed archive (转档保存, 移除): kept, used for nothing, read only with a reason (R-RET-09, 10).
CREATE TABLE record_seal (
  record_id {int} NOT NULL PRIMARY KEY REFERENCES record(id),
  sealed_on {text} NOT NULL,
  kind {text} NOT NULL,                  -- expiry, removal
  case_id {int} REFERENCES case_file(id),
  reason {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
-- What the daily look found shown beyond its limit, and that it was taken down (R-RET-11).
CREATE TABLE overshown (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  found_on {text} NOT NULL,
  since_on {text} NOT NULL,
  way {text} NOT NULL                    -- publicity, list
) {strict};

{sqlite}
CREATE TRIGGER record_seal_no_delete BEFORE DELETE ON record_seal BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER list_entry_no_delete BEFORE DELETE ON list_entry BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER commitment_no_delete BEFORE DELETE ON commitment BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
{end}
{postgres}
CREATE TRIGGER record_seal_no_delete BEFORE DELETE ON record_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER list_entry_no_delete BEFORE DELETE ON list_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commitment_no_delete BEFORE DELETE ON commitment FOR EACH ROW EXECUTE FUNCTION refuse_change();
{end}
