-- Foundation: units, catalogue versions, subjects, records with their versions, batches, duties, publicity.
-- Words in braces are replaced per engine: {int} INTEGER/BIGINT, {text} TEXT, {blob} BLOB/BYTEA, {strict} STRICT/nothing.
-- Dates are text YYYY-MM-DD, moments are microseconds, booleans 0/1, structured values JSON text.

CREATE TABLE meta (key {text} NOT NULL PRIMARY KEY, value {text} NOT NULL) {strict};

CREATE TABLE id_counter (name {text} NOT NULL PRIMARY KEY, next {int} NOT NULL) {strict};

-- Offices and units that supply information (R-COLL-01, R-CAT-07).
CREATE TABLE unit (
  id {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  region {text},
  usc {text},
  created_at {int} NOT NULL
) {strict};
CREATE TABLE unit_entry (
  unit_id {text} NOT NULL REFERENCES unit(id),
  entry {text} NOT NULL,
  PRIMARY KEY (unit_id, entry)
) {strict};
-- Named person of an office (指定专人), with history.
CREATE TABLE unit_contact (
  unit_id {text} NOT NULL REFERENCES unit(id),
  person {text} NOT NULL,
  valid_from {text} NOT NULL,
  valid_to {text},
  PRIMARY KEY (unit_id, person, valid_from)
) {strict};

-- Catalogue entry versions in use: old records stay bound to the definition they were checked with (R-CAT-01).
CREATE TABLE entry_version (
  id {int} NOT NULL PRIMARY KEY,
  entry {text} NOT NULL,
  digest {text} NOT NULL UNIQUE,
  definition {text} NOT NULL,
  first_used_at {int} NOT NULL
) {strict};

-- Texts that payloads of an entry version repeat, by number (store/payloads.h); each is a JSON string with its quotes.
CREATE TABLE payload_text (
  entry_version {int} NOT NULL REFERENCES entry_version(id),
  no {int} NOT NULL,
  text {text} NOT NULL,
  PRIMARY KEY (entry_version, no)
) {strict};

-- Power and responsibility list (权责清单, R-CAT-06).
CREATE TABLE power_item (
  code {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  kind {text},
  office {text},
  entry {text}
) {strict};

CREATE TABLE subject (
  id {int} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,                 -- ORG, NP, GOV
  name {text} NOT NULL,                 -- current name
  name_key {text} NOT NULL,             -- base::nameKey(name)
  state {text} NOT NULL,                -- active, suspended, terminated, deceased
  state_since {text},
  region {text},                        -- seat, GB/T 2260
  merged_into {int} REFERENCES subject(id),
  created_at {int} NOT NULL
) {strict};
CREATE INDEX subject_by_name ON subject(name_key);

CREATE TABLE subject_name (
  subject_id {int} NOT NULL REFERENCES subject(id),
  name {text} NOT NULL,
  name_key {text} NOT NULL,
  valid_from {text} NOT NULL,           -- '' when unknown
  valid_to {text},
  PRIMARY KEY (subject_id, name_key, valid_from)
) {strict};

CREATE TABLE subject_identifier (
  ident_key {text} NOT NULL,            -- kind ':' value, e.g. usc:9141...; of persons kind ':#' blind index
  valid_from {text} NOT NULL,           -- '' when unknown
  valid_to {text},
  subject_id {int} NOT NULL REFERENCES subject(id),
  sealed {blob},                        -- the value, of persons only (R-SEC-04)
  PRIMARY KEY (ident_key, valid_from)
) {strict};
CREATE INDEX subject_identifier_by_subject ON subject_identifier(subject_id);

CREATE TABLE subject_category (
  subject_id {int} NOT NULL REFERENCES subject(id),
  category {text} NOT NULL,
  PRIMARY KEY (subject_id, category)
) {strict};

-- Persons linked to organisations by role and dates (R-SUBJ-03).
CREATE TABLE subject_role (
  person_id {int} NOT NULL REFERENCES subject(id),
  org_id {int} NOT NULL REFERENCES subject(id),
  role {text} NOT NULL,
  valid_from {text} NOT NULL,
  valid_to {text},
  PRIMARY KEY (org_id, person_id, role, valid_from)
) {strict};

-- Issuing authority answers for the subject (谁发证、谁负责, R-SUBJ-12), with history.
CREATE TABLE subject_authority (
  subject_id {int} NOT NULL REFERENCES subject(id),
  unit_id {text} NOT NULL REFERENCES unit(id),
  region {text} NOT NULL,
  valid_from {text} NOT NULL,
  valid_to {text},
  PRIMARY KEY (subject_id, unit_id, valid_from)
) {strict};

-- Basic data sets of organisations and persons (R-SUBJ-04, R-SUBJ-05).
CREATE TABLE subject_item (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  grp {text} NOT NULL,
  item {text} NOT NULL,
  sealed {blob} NOT NULL,               -- the value, under the key of the subject
  as_of {text},
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX subject_item_by_subject ON subject_item(subject_id, grp);

CREATE TABLE subject_event (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  event {text} NOT NULL,                -- approved, filed, suspended, resumed, cancelled, died
  happened_on {text} NOT NULL,
  source {text},
  recorded_at {int} NOT NULL
) {strict};

-- Merge is a recorded human decision and can be undone: records keep their own subject id.
CREATE TABLE subject_merge (
  id {int} NOT NULL PRIMARY KEY,
  winner_id {int} NOT NULL REFERENCES subject(id),
  loser_id {int} NOT NULL REFERENCES subject(id),
  reason {text} NOT NULL,
  actor {text} NOT NULL,
  merged_at {int} NOT NULL,
  undone_at {int},
  undone_by {text}
) {strict};

-- One import of one file (批次). round_of links a fix round (订正轮次) to the batch it corrects.
CREATE TABLE batch (
  id {int} NOT NULL PRIMARY KEY,
  unit_id {text} NOT NULL REFERENCES unit(id),
  entry {text} NOT NULL,
  entry_version {int} NOT NULL REFERENCES entry_version(id),
  file_name {text} NOT NULL,
  file_digest {text} NOT NULL,
  format {text} NOT NULL,
  encoding {text} NOT NULL,
  header_row {int} NOT NULL,
  received_on {text} NOT NULL,
  created_at {int} NOT NULL,
  actor {text} NOT NULL,
  state {text} NOT NULL,                -- stored, withdrawn
  round_of {int} REFERENCES batch(id),
  row_count {int} NOT NULL,
  accepted {int} NOT NULL,
  updated {int} NOT NULL,
  rejected {int} NOT NULL,
  duplicates {int} NOT NULL,
  warnings {int} NOT NULL
) {strict};
CREATE INDEX batch_by_file ON batch(file_digest, entry, unit_id);

-- Rows that did not become records: rejected or duplicate. Accepted rows are their record versions.
CREATE TABLE batch_row (
  batch_id {int} NOT NULL REFERENCES batch(id),
  file_row {int} NOT NULL,
  outcome {text} NOT NULL,              -- rejected, duplicate
  natural_key {blob},
  document_no {text},
  decided_on {text},
  due_on {text},
  cells {blob} NOT NULL,                -- JSON array of what was sent, sealed
  resolved_by {int} REFERENCES batch(id),
  PRIMARY KEY (batch_id, file_row)
) {strict};
CREATE INDEX batch_row_by_key ON batch_row(natural_key);

CREATE TABLE batch_finding (
  batch_id {int} NOT NULL REFERENCES batch(id),
  seq {int} NOT NULL,
  file_row {int} NOT NULL,
  file_column {int} NOT NULL,
  code {text} NOT NULL,
  severity {text} NOT NULL,             -- error, warning
  field {text} NOT NULL,
  basis {text} NOT NULL,
  sealed {blob} NOT NULL,               -- value, message and suggestion: they repeat what was sent
  PRIMARY KEY (batch_id, seq)
) {strict};

-- Head of a record: what lists, clocks and publicity ask for. The facts themselves are the versions.
CREATE TABLE record (
  id {int} NOT NULL PRIMARY KEY,
  subject_id {int} NOT NULL REFERENCES subject(id),
  entry {text} NOT NULL,
  unit_id {text} NOT NULL{postgres} REFERENCES unit(id){end},  -- supplying unit (提供单位)
  natural_key {blob} NOT NULL,          -- unique through record_key
  state {text} NOT NULL,                -- live, void, withdrawn
  version {int} NOT NULL,               -- current version number
  info_class {text} NOT NULL,           -- six classes
  nature {text} NOT NULL,               -- positive, neutral, negative
  scope {text} NOT NULL,                -- public, market
  channel {text} NOT NULL,              -- manual, file, feed
  document_no {text},
  decided_on {text},
  received_on {text} NOT NULL,
  due_on {text},                        -- report clock
  due_provisional {int} NOT NULL,
  publicity {text} NOT NULL,            -- not_public, pending, published, ended, withdrawn, withheld
  publish_due {text},
  published_on {text},
  publicity_until {text},
  publicity_reason {text},
  severity {text},                      -- minor, general, serious
  kind_code {text},                     -- good/negative/other kind of the law
  ended_on {text},                      -- end of continuing conduct
  continuing {int} NOT NULL,
  internal_only {int} NOT NULL,         -- R-CAT-12
  moment {text}                         -- R-CAT-11
) {strict};
CREATE INDEX record_by_subject ON record(subject_id);
-- Which heads wait, in the order they came: a new record is appended here, wherever its due date falls.
CREATE INDEX record_pending ON record(id) WHERE publicity = 'pending';

-- Every natural key once (R-COLL-20). Keys are hashes: each on its own would touch another page of the index, so an
-- import brings all of its keys at its end, sorted. The record of a key is written in the same transaction; `store
-- check` compares both.
CREATE TABLE record_key (
  natural_key {blob} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL
) {strict}{sqlite}, WITHOUT ROWID{end};

-- Entry version and batch of a version, like the unit of a record, are the same for all rows of an import, and the row
-- in batch refers to all three. SQLite looks up a parent for every single row, so there these three are compared by
-- `store check` instead.
CREATE TABLE record_version (
  record_id {int} NOT NULL REFERENCES record(id),
  version {int} NOT NULL,
  kind {text} NOT NULL,                 -- initial, correction, revision, void, withdrawal
  cause {text},                         -- 错报, 变更 …
  entry_version {int} NOT NULL{postgres} REFERENCES entry_version(id){end},
  batch_id {int}{postgres} REFERENCES batch(id){end},
  file_row {int},
  known_at {int} NOT NULL,
  true_from {text},
  actor {text} NOT NULL,
  collecting_unit {text},               -- 归集单位; producing and issuing units stand in the payload by role
  consent {text},                       -- evidence of consent for market information about a person (R-COLL-09)
  payload {text} NOT NULL,              -- JSON array in the field order of the entry version; numbers: payload_text
  sealed {blob},                        -- its personal cells (R-SEC-04)
  PRIMARY KEY (record_id, version)
) {strict};
CREATE INDEX record_version_by_batch ON record_version(batch_id);

-- One act per configured channel (R-DISC-03, R-DUAL-07..09).
CREATE TABLE publication_job (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  version {int} NOT NULL,
  channel {text} NOT NULL,
  act {text} NOT NULL,                  -- add, correct, remove
  state {text} NOT NULL,                -- pending, sent, confirmed, rejected
  created_on {text} NOT NULL,
  done_on {text},
  receipt {text}
) {strict};
CREATE INDEX publication_job_by_record ON publication_job(record_id);

-- What should have arrived (决定台账, R-COLL-02).
CREATE TABLE decision_register (
  entry {text} NOT NULL,
  unit_id {text} NOT NULL REFERENCES unit(id),
  document_key {text} NOT NULL,         -- base::headerKey(document_no)
  document_no {text} NOT NULL,
  decided_on {text} NOT NULL,
  due_on {text} NOT NULL,
  due_provisional {int} NOT NULL,
  loaded_at {int} NOT NULL,
  PRIMARY KEY (entry, unit_id, document_key)
) {strict};

CREATE TABLE nil_report (
  entry {text} NOT NULL,
  unit_id {text} NOT NULL REFERENCES unit(id),
  period {text} NOT NULL,               -- YYYY-MM
  reported_on {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (entry, unit_id, period)
) {strict};
