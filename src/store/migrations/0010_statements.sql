-- What a subject says about an adverse record of its own (陈述申辩). The words lie sealed under the key of the subject;
-- they stand beside the record once the office that handles it has let them.
CREATE TABLE record_statement (
  id {int} NOT NULL PRIMARY KEY,
  record_id {int} NOT NULL REFERENCES record(id),
  subject_id {int} NOT NULL REFERENCES subject(id),
  unit_id {text} NOT NULL REFERENCES unit(id),    -- whose record it is
  state {text} NOT NULL,                 -- filed, accepted, declined, withdrawn
  filed_by {text} NOT NULL,
  filed_at {int} NOT NULL,
  decided_by {text},
  decided_at {int},
  reason {text},                         -- of the decision
  withdrawn_at {int},
  sealed {blob} NOT NULL
) {strict};
-- One at a time: another one may be filed when the last was declined or withdrawn.
CREATE UNIQUE INDEX record_statement_live ON record_statement(record_id) WHERE state IN ('filed', 'accepted');
CREATE INDEX record_statement_by_subject ON record_statement(subject_id, id);
CREATE INDEX record_statement_by_unit ON record_statement(unit_id, state, id);

{sqlite}
CREATE TRIGGER record_statement_no_delete BEFORE DELETE ON record_statement BEGIN SELECT RAISE(ABORT, 'R-SEC-06'); END;
{end}
{postgres}
CREATE TRIGGER record_statement_no_delete BEFORE DELETE ON record_statement FOR EACH ROW EXECUTE FUNCTION refuse_change();
{end}
