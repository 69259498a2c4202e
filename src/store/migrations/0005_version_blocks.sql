-- First versions of an import, eight to a row (ADR 0023): a row of its own for each costs more than what it says.

-- A block holds the first versions of the eight records 8 * no … 8 * no + 7; all of them came with one batch. What
-- differs stands in the order of the ids; only store/version_blocks writes and takes apart these columns.
CREATE TABLE version_block (
  no {int} NOT NULL PRIMARY KEY,
  entry_version {int} NOT NULL,
  batch_id {int} NOT NULL,
  known_at {int} NOT NULL,
  actor {text} NOT NULL,
  collecting_unit {text},
  file_rows {text} NOT NULL,            -- eight digits each
  true_from {text} NOT NULL,            -- ten characters each, spaces for none
  payload {text} NOT NULL,              -- each behind a line feed, which no payload contains
  sealed {blob}                         -- the personal cells of all of them in one envelope
) {strict};
CREATE INDEX version_block_by_batch ON version_block(batch_id);

-- Every other version has its row, and so have first versions that fill no block. Rows written before stay as they are.
ALTER TABLE record_version RENAME TO version_row;

-- What is asked for versions asks here. All columns of both parts have one affinity: only then does SQLite look into
-- the parts instead of building the whole.
CREATE VIEW record_version AS
SELECT record_id, version, kind, cause, entry_version, batch_id, file_row, known_at, true_from, actor, collecting_unit,
       consent, payload, sealed
FROM version_row
{sqlite}
UNION ALL
SELECT r.id, CAST(1 AS INTEGER), CAST('initial' AS TEXT), CAST(NULL AS TEXT), b.entry_version, b.batch_id,
       CAST(substr(b.file_rows, 1 + 8 * (r.id % 8), 8) AS INTEGER), b.known_at,
       CAST(nullif(trim(substr(b.true_from, 1 + 10 * (r.id % 8), 10)), '') AS TEXT), b.actor, b.collecting_unit,
       CAST(NULL AS TEXT), b.payload, b.sealed
FROM version_block b JOIN record r ON r.id BETWEEN 8 * b.no AND 8 * b.no + 7 AND b.no = r.id / 8
{end};

{sqlite}
CREATE TRIGGER version_block_no_delete BEFORE DELETE ON version_block BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
CREATE TRIGGER version_block_no_update BEFORE UPDATE ON version_block BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
{end}
{postgres}
CREATE TRIGGER version_block_only_added BEFORE DELETE OR UPDATE ON version_block FOR EACH ROW EXECUTE FUNCTION refuse_change();
{end}
