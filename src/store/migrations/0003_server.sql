-- The server: people, sessions, authorisations, evidence log, jobs, keys, flow of a record, attachments.

CREATE TABLE app_user (
  id {text} NOT NULL PRIMARY KEY,        -- "U1"
  login {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  kind {text} NOT NULL,                  -- staff, subject, system
  unit_id {text} REFERENCES unit(id),
  scope {text} NOT NULL,                 -- own, unit, county, city, province
  state {text} NOT NULL,                 -- active, disabled
  password_hash {text},
  password_set_at {int},
  one_time_hash {text},                  -- SM3 of the one-time code of a new or reset account
  one_time_until {int},
  must_change {int} NOT NULL,
  totp_secret {blob},                    -- envelope
  totp_offered {blob},                   -- envelope; counts after its first code was shown
  totp_last_step {int} NOT NULL,
  rules_accepted {text},                 -- version of the secrecy rules accepted (R-SEC-09)
  identity_index {blob} UNIQUE,          -- keyed digest of the verified identity number (R-SUBJ-13)
  verified_how {text},
  verified_by {text},
  verified_at {int},
  oidc_subject {text} UNIQUE,            -- "issuer subject" at the identity provider
  last_login_at {int},
  last_login_address {text},
  version {int} NOT NULL,
  created_at {int} NOT NULL
) {strict};
-- Wrong attempts by keyed digest of the login, whether an account has it or not: nothing tells the two apart.
CREATE TABLE sign_in_guard (
  login_key {text} NOT NULL PRIMARY KEY,
  failed_count {int} NOT NULL,
  locked_until {int} NOT NULL,
  last_at {int} NOT NULL
) {strict};
CREATE INDEX sign_in_guard_by_time ON sign_in_guard(last_at);
CREATE TABLE user_role (
  user_id {text} NOT NULL REFERENCES app_user(id),
  role {text} NOT NULL,
  granted_by {text} NOT NULL,
  granted_at {int} NOT NULL,
  PRIMARY KEY (user_id, role)
) {strict};
CREATE TABLE user_entry (
  user_id {text} NOT NULL REFERENCES app_user(id),
  entry {text} NOT NULL,
  PRIMARY KEY (user_id, entry)
) {strict};

CREATE TABLE session (
  token_hash {text} NOT NULL PRIMARY KEY,  -- SM3 of the cookie value: the value itself is never stored
  user_id {text} NOT NULL REFERENCES app_user(id),
  csrf {text} NOT NULL,
  created_at {int} NOT NULL,
  last_seen_at {int} NOT NULL,
  address {text} NOT NULL,
  agent {text} NOT NULL,
  second_factor {int} NOT NULL,
  speaks_for {int},                        -- subject chosen by an account that has several
  revoked_at {int}
) {strict};
CREATE INDEX session_by_user ON session(user_id);

-- Unfinished input of people, kept when their session ends (R-SEC-11).
CREATE TABLE draft (
  user_id {text} NOT NULL REFERENCES app_user(id),
  draft_key {text} NOT NULL,
  content {blob} NOT NULL,               -- envelope
  saved_at {int} NOT NULL,
  PRIMARY KEY (user_id, draft_key)
) {strict};

-- Keys with which partner systems sign their requests; nonces refuse replay.
CREATE TABLE system_key (
  id {text} NOT NULL PRIMARY KEY,
  user_id {text} NOT NULL REFERENCES app_user(id),
  algorithm {text} NOT NULL,             -- sm2, hmac-sm3
  key_material {blob} NOT NULL,          -- public point, or envelope of the shared secret
  state {text} NOT NULL,
  created_at {int} NOT NULL
) {strict};
CREATE TABLE system_nonce (
  key_id {text} NOT NULL REFERENCES system_key(id),
  nonce {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (key_id, nonce)
) {strict};
CREATE INDEX system_nonce_by_time ON system_nonce(at);

-- A verified person acts for itself or, authorised with a term, for an organisation (R-SUBJ-13).
CREATE TABLE subject_delegate (
  user_id {text} NOT NULL REFERENCES app_user(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  basis {text} NOT NULL,                 -- self, delegate
  document {text} NOT NULL,              -- letter of authorisation
  verified_at {int} NOT NULL,
  verified_by {text} NOT NULL,
  valid_from {text} NOT NULL,
  valid_to {text},
  revoked_at {int},
  PRIMARY KEY (user_id, subject_id, valid_from, verified_at)
) {strict};

-- Authorisation given by the subject to a third party: purpose, scope, term, withdrawal (R-DISC-05, R-DISC-06).
CREATE TABLE query_grant (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  grantee {text} NOT NULL,               -- user or system id
  purpose {text} NOT NULL,
  scope {text} NOT NULL,                 -- JSON: info classes or "grade"
  valid_from {text} NOT NULL,
  valid_to {text} NOT NULL,
  evidence {text} NOT NULL,              -- real-name sign-in or digest of the written authorisation
  granted_by {text} NOT NULL,
  granted_at {int} NOT NULL,
  withdrawn_at {int}
) {strict};
CREATE INDEX query_grant_by_subject ON query_grant(subject_id);

CREATE TABLE idempotency (
  principal {text} NOT NULL,
  idem_key {text} NOT NULL,
  request_digest {text} NOT NULL,
  status {int} NOT NULL,
  body {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (principal, idem_key)
) {strict};

-- Evidence log (留痕). Entries get their number at commit through the single writer; nodes are complete subtree roots.
CREATE TABLE evidence_entry (
  epoch {int} NOT NULL,
  seq {int} NOT NULL,
  at {int} NOT NULL,
  action {text} NOT NULL,
  actor {text} NOT NULL,
  object {text} NOT NULL,
  leaf {blob} NOT NULL,
  PRIMARY KEY (epoch, seq)
) {strict};
CREATE INDEX evidence_entry_by_object ON evidence_entry(object);
CREATE INDEX evidence_entry_by_actor ON evidence_entry(actor, at);
CREATE TABLE evidence_detail (
  epoch {int} NOT NULL,
  seq {int} NOT NULL,
  salt {blob} NOT NULL,
  content {blob} NOT NULL,               -- envelope of the canonical before/after
  PRIMARY KEY (epoch, seq)
) {strict};
-- Who looked at whom: rows for the subject's own access log (R-SEC-10).
CREATE TABLE evidence_subject (
  subject_id {int} NOT NULL REFERENCES subject(id),
  epoch {int} NOT NULL,
  seq {int} NOT NULL,
  visible_from {int} NOT NULL,           -- lawful delay for case investigation
  PRIMARY KEY (subject_id, epoch, seq)
) {strict};
CREATE TABLE evidence_node (
  epoch {int} NOT NULL,
  level {int} NOT NULL,
  idx {int} NOT NULL,
  hash {blob} NOT NULL,
  PRIMARY KEY (epoch, level, idx)
) {strict};
CREATE TABLE evidence_head (
  epoch {int} NOT NULL,
  size {int} NOT NULL,
  head {text} NOT NULL,                  -- signed text
  at {int} NOT NULL,
  PRIMARY KEY (epoch, size)
) {strict};

CREATE INDEX evidence_subject_by_entry ON evidence_subject(epoch, seq);

-- No silent deletion (R-SEC-06): evidence is only ever added; what was collected is withdrawn, never removed. Whoever
-- takes these guards away by hand is found by `audit verify` and `store check`.
{sqlite}
CREATE TRIGGER evidence_entry_no_delete BEFORE DELETE ON evidence_entry BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_entry_no_update BEFORE UPDATE ON evidence_entry BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_detail_no_delete BEFORE DELETE ON evidence_detail BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_detail_no_update BEFORE UPDATE ON evidence_detail BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_subject_no_delete BEFORE DELETE ON evidence_subject BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_subject_no_update BEFORE UPDATE ON evidence_subject BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_node_no_delete BEFORE DELETE ON evidence_node BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_node_no_update BEFORE UPDATE ON evidence_node BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_head_no_delete BEFORE DELETE ON evidence_head BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER evidence_head_no_update BEFORE UPDATE ON evidence_head BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER record_version_no_delete BEFORE DELETE ON record_version BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
{end}
{postgres}
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'R-SEC-06: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$body$;
CREATE TRIGGER evidence_entry_only_added BEFORE DELETE OR UPDATE ON evidence_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_detail_only_added BEFORE DELETE OR UPDATE ON evidence_detail FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_subject_only_added BEFORE DELETE OR UPDATE ON evidence_subject FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_node_only_added BEFORE DELETE OR UPDATE ON evidence_node FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_head_only_added BEFORE DELETE OR UPDATE ON evidence_head FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_no_delete BEFORE DELETE ON record FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_version_no_delete BEFORE DELETE ON record_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_entry_no_truncate BEFORE TRUNCATE ON evidence_entry EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_node_no_truncate BEFORE TRUNCATE ON evidence_node EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_head_no_truncate BEFORE TRUNCATE ON evidence_head EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_no_truncate BEFORE TRUNCATE ON record EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_version_no_truncate BEFORE TRUNCATE ON record_version EXECUTE FUNCTION refuse_change();
{end}

-- Data keys of subjects, wrapped by the master key that lives outside the database.
CREATE TABLE subject_key (
  subject_id {int} NOT NULL PRIMARY KEY REFERENCES subject(id),
  wrapped {blob} NOT NULL
) {strict};

-- Background work with a run log; a schedule's due moment is claimed once (unique key), so nothing is missed or repeated.
CREATE TABLE job (
  id {int} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,
  args {text} NOT NULL,
  state {text} NOT NULL,                 -- queued, running, done, failed
  run_after {int} NOT NULL,
  attempts {int} NOT NULL,
  lease_until {int} NOT NULL,
  progress {int} NOT NULL,               -- per mille
  result {text},
  created_by {text} NOT NULL,
  created_at {int} NOT NULL,
  finished_at {int}
) {strict};
CREATE INDEX job_queue ON job(state, run_after);
CREATE TABLE job_event (
  job_id {int} NOT NULL REFERENCES job(id),
  seq {int} NOT NULL,
  at {int} NOT NULL,
  event {text} NOT NULL,
  data {text} NOT NULL,
  PRIMARY KEY (job_id, seq)
) {strict};
CREATE TABLE schedule_run (
  schedule {text} NOT NULL,
  due {text} NOT NULL,                   -- civil date or moment the run stands for
  job_id {int} NOT NULL REFERENCES job(id),
  PRIMARY KEY (schedule, due)
) {strict};

-- Flow of a record: 草稿 → 已审核 → 已报送 → 已录入信用网站 (R-COLL-17, R-COLL-18).
CREATE TABLE record_step (
  record_id {int} NOT NULL REFERENCES record(id),
  seq {int} NOT NULL,
  version {int} NOT NULL,                -- version of the facts the step speaks of: a correction starts anew
  step {text} NOT NULL,                  -- reviewed, submitted, entered, returned; a draft is the version itself
  actor {text} NOT NULL,
  at {int} NOT NULL,
  points {text},                         -- review points ticked: lawful, true, accurate
  reason {text},
  PRIMARY KEY (record_id, seq)
) {strict};

-- Electronic evidence of a record with its digest (R-COLL-22).
CREATE TABLE attachment (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  number {int} NOT NULL,                 -- number within the record; versions of one file share it
  version {int} NOT NULL,
  kind {text} NOT NULL,                  -- decision, commitment, photo, other
  name {text} NOT NULL,
  media {text} NOT NULL,
  size {int} NOT NULL,
  digest {text} NOT NULL,
  content {blob} NOT NULL,               -- envelope
  added_by {text} NOT NULL,
  added_at {int} NOT NULL
) {strict};
CREATE INDEX attachment_by_record ON attachment(record_id);

-- Demands of lower authorities for catalogue changes (R-CAT-09) and approvals of bulk exports (R-SEC-08).
CREATE TABLE approval (
  id {int} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,                  -- export, catalogue-demand
  subject_text {text} NOT NULL,
  detail {text} NOT NULL,
  requested_by {text} NOT NULL,
  requested_at {int} NOT NULL,
  state {text} NOT NULL,                 -- open, approved, refused, used
  decided_by {text},
  decided_at {int},
  reason {text}
) {strict};

-- Accountability of staff and units (R-SEC-12).
CREATE TABLE accountability_case (
  id {int} NOT NULL PRIMARY KEY,
  act {int} NOT NULL,                    -- one of the eight acts of Hainan art. 54
  unit_id {text},
  person {text},
  evidence {text} NOT NULL,              -- "epoch/seq" of the finding
  measure {text},                        -- 责令改正, 处分, 追究刑事责任
  opened_at {int} NOT NULL,
  opened_by {text} NOT NULL,
  closed_at {int},
  closing {text}
) {strict};

-- In-site messages (R-QUAL-04): to one person or to everybody of a unit, read by each for itself. No personal data.
CREATE TABLE notice (
  id {int} NOT NULL PRIMARY KEY,
  user_id {text} REFERENCES app_user(id),
  unit_id {text} REFERENCES unit(id),
  kind {text} NOT NULL,                  -- duties, reminder
  text {text} NOT NULL,
  object {text} NOT NULL,                -- what it is about: the id of a unit
  source {text} NOT NULL UNIQUE,         -- what it stands for: the same is told once
  created_at {int} NOT NULL
) {strict};
CREATE INDEX notice_by_user ON notice(user_id, id);
CREATE INDEX notice_by_unit ON notice(unit_id, id);
CREATE TABLE notice_read (
  notice_id {int} NOT NULL REFERENCES notice(id),
  user_id {text} NOT NULL REFERENCES app_user(id),
  read_at {int} NOT NULL,
  PRIMARY KEY (notice_id, user_id)
) {strict};

-- Who entered the facts of a subject and when (R-SUBJ-07); empty for facts that came with an import: their source is the record's.
ALTER TABLE subject_name ADD COLUMN actor {text};
ALTER TABLE subject_name ADD COLUMN recorded_at {int};
ALTER TABLE subject_identifier ADD COLUMN actor {text};
ALTER TABLE subject_identifier ADD COLUMN recorded_at {int};
ALTER TABLE subject_role ADD COLUMN actor {text};
ALTER TABLE subject_role ADD COLUMN recorded_at {int};
ALTER TABLE subject_authority ADD COLUMN actor {text};
ALTER TABLE subject_authority ADD COLUMN recorded_at {int};
ALTER TABLE subject_item ADD COLUMN actor {text};
ALTER TABLE subject_event ADD COLUMN actor {text};
-- Subjects whose names changed, for the name index; new subjects show by their ids.
CREATE TABLE subject_change (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id)
) {strict};
