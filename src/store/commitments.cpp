#include "store/commitments.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }
Value bit(bool on) { return Value{std::int64_t{on ? 1 : 0}}; }
std::string placeOf(std::int64_t id) { return "commitment|sealed|" + std::to_string(id); }

constexpr std::string_view kCommitment =
    "SELECT c.id, c.case_id, c.opening_key, c.subject_id, c.unit_id, c.letter, c.letter_version, c.letter_digest, "
    "c.type, c.item, c.made_on, c.valid_to, c.publicity, c.market, c.external_key, c.education, c.signed_how, "
    "c.signer, c.digest, c.state, c.found_on, c.found_by, c.record_id, c.fulfilment_record_id, c.sealed, c.actor, "
    "c.recorded_at FROM commitment c ";

CommitmentRow readCommitment(const Row& row) {
  CommitmentRow out;
  int at = 0;
  out.id = row.integer(at++);
  out.caseId = intOf(row, at++);
  out.openingKey = row.str(at++);
  out.subjectId = row.integer(at++);
  for (std::string* text : {&out.unitId, &out.letter, &out.letterVersion, &out.letterDigest, &out.type, &out.item,
                            &out.madeOn, &out.validTo, &out.publicity}) {
    *text = textOf(row, at++);
  }
  out.market = row.integer(at++) != 0;
  for (std::string* text : {&out.externalKey, &out.education, &out.signedHow, &out.signer, &out.digest, &out.state,
                            &out.foundOn, &out.foundBy}) {
    *text = textOf(row, at++);
  }
  out.recordId = intOf(row, at++);
  out.fulfilmentRecordId = intOf(row, at++);
  out.detail = std::string(row.blob(at++));  // sealed as yet
  out.actor = row.str(at++);
  out.recordedAt = {row.integer(at)};
  return out;
}

base::Result<std::optional<CommitmentRow>> opened(Conn& conn, std::optional<CommitmentRow> row) {
  if (row) {
    MC_ASSIGN(row->detail, conn.cipher().open(conn, row->detail, placeOf(row->id)));
  }
  return row;
}

base::Result<std::optional<CommitmentRow>> oneWhere(Conn& conn, std::string_view condition, Value value) {
  std::optional<CommitmentRow> found;
  const std::array<Value, 1> params{value};
  MC_TRY(conn.query(std::string(kCommitment) + "WHERE " + std::string(condition), params, [&](const Row& row) {
    found = readCommitment(row);
    return false;
  }));
  return opened(conn, std::move(found));
}

base::Status insertObligation(Conn& conn, const ObligationRow& row) {
  const std::array<Value, 9> params{Value{row.commitmentId}, Value{row.no},         view(row.code),
                                    view(row.text),          orNull(row.dueOn),     bit(row.missing),
                                    view(row.state),         orNull(row.decidedOn), view(row.note)};
  return run(conn,
             "INSERT INTO commitment_obligation (commitment_id, no, code, text, due_on, missing, state, decided_on, "
             "note) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
             params);
}

}  // namespace

base::Status insertCommitment(Conn& conn, CommitmentRow& row, const std::vector<ObligationRow>& obligations) {
  MC_ASSIGN(row.id, reserveIds(conn, "commitment", 1));
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, row.subjectId, row.detail, placeOf(row.id)));
  const std::array<Value, 21> params{Value{row.id},          view(row.openingKey),    Value{row.subjectId},
                                     view(row.unitId),       view(row.letter),        view(row.letterVersion),
                                     view(row.letterDigest), view(row.type),          orNull(row.item),
                                     view(row.madeOn),       view(row.validTo),       view(row.publicity),
                                     bit(row.market),        orNull(row.externalKey), orNull(row.education),
                                     view(row.signedHow),    view(row.signer),        view(row.digest),
                                     view(row.state),        Value{BlobView{sealed}}, view(row.actor)};
  std::vector<Value> all(params.begin(), params.end());
  all.emplace_back(row.recordedAt.micros);
  all.push_back(orNull(row.recordId));
  MC_TRY(run(conn,
             "INSERT INTO commitment (id, opening_key, subject_id, unit_id, letter, letter_version, letter_digest, "
             "type, item, made_on, valid_to, publicity, market, external_key, education, signed_how, signer, digest, "
             "state, sealed, actor, recorded_at, record_id) VALUES "
             "($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)",
             all));
  for (auto obligation : obligations) {
    obligation.commitmentId = row.id;
    MC_TRY(insertObligation(conn, obligation));
  }
  return {};
}

base::Result<std::optional<CommitmentRow>> commitment(Conn& conn, std::int64_t id) {
  return oneWhere(conn, "c.id = $1", Value{id});
}

base::Result<std::optional<CommitmentRow>> commitmentOfCase(Conn& conn, std::int64_t caseId) {
  return oneWhere(conn, "c.case_id = $1", Value{caseId});
}

base::Result<std::optional<CommitmentRow>> commitmentByOpening(Conn& conn, std::string_view key) {
  return oneWhere(conn, "c.opening_key = $1", Value{key});
}

base::Result<std::optional<CommitmentRow>> commitmentByExternal(Conn& conn, std::string_view key) {
  return oneWhere(conn, "c.external_key = $1", Value{key});
}

base::Status setCommitmentCase(Conn& conn, std::int64_t id, std::int64_t caseId) {
  const std::array<Value, 2> params{Value{id}, Value{caseId}};
  return run(conn, "UPDATE commitment SET case_id = $2 WHERE id = $1", params);
}

base::Status setCommitmentState(Conn& conn, const CommitmentRow& row) {
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, row.subjectId, row.detail, placeOf(row.id)));
  const std::array<Value, 7> params{Value{row.id},
                                    view(row.state),
                                    orNull(row.foundOn),
                                    orNull(row.foundBy),
                                    orNull(row.fulfilmentRecordId),
                                    orNull(row.recordId),
                                    Value{BlobView{sealed}}};
  return run(conn,
             "UPDATE commitment SET state = $2, found_on = $3, found_by = $4, fulfilment_record_id = $5, record_id = "
             "$6, sealed = $7 WHERE id = $1",
             params);
}

base::Result<std::vector<CommitmentRow>> listCommitments(Conn& conn, const CommitmentFilter& filter) {
  if (filter.units && filter.units->empty()) return std::vector<CommitmentRow>{};
  std::string sql(kCommitment);
  std::vector<Value> params;
  const auto bind = [&params](Value value) {
    params.push_back(value);
    return "$" + std::to_string(params.size());
  };
  if (filter.publicOnly) sql += "JOIN subject s ON s.id = c.subject_id ";
  sql += "WHERE c.case_id IS NOT NULL";
  if (filter.before) sql += " AND c.id < " + bind(Value{*filter.before});
  if (filter.subjectId) sql += " AND c.subject_id = " + bind(Value{*filter.subjectId});
  if (!filter.state.empty()) sql += " AND c.state = " + bind(view(filter.state));
  if (filter.publicOnly) sql += " AND s.kind <> 'NP' AND c.publicity = " + bind(view(filter.publicWord));
  if (filter.units) {
    std::string names;
    for (const auto& unit : *filter.units) names += (names.empty() ? "" : ", ") + bind(view(unit));
    sql += " AND c.unit_id IN (" + names + ")";
  }
  sql += " ORDER BY c.id DESC LIMIT " + bind(Value{filter.limit});
  MC_ASSIGN(auto rows, listOf<CommitmentRow>(conn, sql, params, readCommitment));
  for (auto& row : rows) {
    MC_ASSIGN(row.detail, conn.cipher().open(conn, row.detail, placeOf(row.id)));
  }
  return rows;
}

base::Result<std::vector<ObligationRow>> obligationsOf(Conn& conn, std::int64_t commitmentId) {
  return listOf<ObligationRow>(conn,
                               "SELECT commitment_id, no, code, text, due_on, missing, state, decided_on, note FROM "
                               "commitment_obligation WHERE commitment_id = $1 ORDER BY no",
                               commitmentId, [](const Row& row) {
                                 return ObligationRow{row.integer(0), row.integer(1), row.str(2),
                                                      row.str(3),     textOf(row, 4), row.integer(5) != 0,
                                                      row.str(6),     textOf(row, 7), row.str(8)};
                               });
}

base::Status setObligation(Conn& conn, const ObligationRow& row) {
  const std::array<Value, 5> params{Value{row.commitmentId}, Value{row.no}, view(row.state), orNull(row.decidedOn),
                                    view(row.note)};
  return run(conn,
             "UPDATE commitment_obligation SET state = $3, decided_on = $4, note = $5 WHERE commitment_id = $1 AND no "
             "= $2",
             params);
}

base::Status linkCases(Conn& conn, const CaseLink& link) {
  const std::array<Value, 3> params{Value{link.caseId}, Value{link.parentId}, view(link.kind)};
  return run(conn, "INSERT INTO case_link (case_id, parent_id, kind) VALUES ($1,$2,$3)", params);
}

base::Result<std::optional<CaseLink>> parentOf(Conn& conn, std::int64_t caseId) {
  return oneOf<CaseLink>(conn, "SELECT case_id, parent_id, kind FROM case_link WHERE case_id = $1", caseId,
                         [](const Row& row) {
                           return CaseLink{row.integer(0), row.integer(1), row.str(2)};
                         });
}

base::Result<std::vector<CaseLink>> childrenOf(Conn& conn, std::int64_t parentId) {
  return listOf<CaseLink>(conn, "SELECT case_id, parent_id, kind FROM case_link WHERE parent_id = $1 ORDER BY case_id",
                          parentId, [](const Row& row) {
                            return CaseLink{row.integer(0), row.integer(1), row.str(2)};
                          });
}

base::Status raiseInspection(Conn& conn, const InspectionRaise& raise) {
  MC_ASSIGN(const auto id, reserveIds(conn, "inspection_raise", 1));
  const std::array<Value, 5> params{Value{id}, Value{raise.subjectId}, Value{raise.caseId}, view(raise.fromOn),
                                    view(raise.reason)};
  return run(conn, "INSERT INTO inspection_raise (id, subject_id, case_id, from_on, reason) VALUES ($1,$2,$3,$4,$5)",
             params);
}

base::Result<std::vector<InspectionRaise>> inspectionRaises(Conn& conn, std::int64_t subjectId) {
  return listOf<InspectionRaise>(
      conn,
      "SELECT i.id, i.subject_id, i.case_id, i.from_on, i.reason FROM inspection_raise i JOIN case_file f ON f.id = "
      "i.case_id WHERE i.subject_id = $1 AND f.is_final = 0 ORDER BY i.id",
      subjectId, [](const Row& row) {
        return InspectionRaise{row.integer(0), row.integer(1), row.integer(2), row.str(3), row.str(4)};
      });
}

base::Status insertPledge(Conn& conn, PledgeRow& row) {
  std::int64_t last = 0;
  const std::array<Value, 2> which{view(row.unitId), view(row.letter)};
  MC_TRY(conn.query("SELECT COALESCE(MAX(version), 0) FROM unit_pledge WHERE unit_id = $1 AND letter = $2", which,
                    [&last](const Row& found) {
                      last = found.integer(0);
                      return false;
                    }));
  row.version = last + 1;
  MC_ASSIGN(row.id, reserveIds(conn, "unit_pledge", 1));
  const std::array<Value, 11> params{Value{row.id},
                                     view(row.unitId),
                                     view(row.letter),
                                     Value{row.version},
                                     view(row.matter),
                                     view(row.content),
                                     view(row.madeOn),
                                     view(row.validTo),
                                     view(row.digest),
                                     view(row.actor),
                                     Value{row.recordedAt.micros}};
  return run(conn,
             "INSERT INTO unit_pledge (id, unit_id, letter, version, matter, content, made_on, valid_to, digest, "
             "actor, recorded_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
             params);
}

base::Result<std::vector<PledgeRow>> pledges(Conn& conn, bool all) {
  const std::string newest = all ? ""
                                 : "WHERE version = (SELECT MAX(q.version) FROM unit_pledge q WHERE q.unit_id = "
                                   "p.unit_id AND q.letter = p.letter) ";
  return listOf<PledgeRow>(conn,
                           "SELECT id, unit_id, letter, version, matter, content, made_on, valid_to, digest, actor, "
                           "recorded_at FROM unit_pledge p " +
                               newest + "ORDER BY unit_id, letter, version",
                           std::span<const Value>{}, [](const Row& row) {
                             return PledgeRow{row.integer(0), row.str(1), row.str(2),       row.integer(3),
                                              row.str(4),     row.str(5), row.str(6),       row.str(7),
                                              row.str(8),     row.str(9), {row.integer(10)}};
                           });
}

}  // namespace medcredit::store
