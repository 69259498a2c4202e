#include "store/statements.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kStatement =
    "SELECT id, record_id, subject_id, unit_id, state, filed_by, filed_at, decided_by, decided_at, reason, "
    "withdrawn_at, sealed FROM record_statement ";

Value view(const std::string& text) { return Value{std::string_view(text)}; }
std::string placeOf(std::int64_t id) { return "record_statement|sealed|" + std::to_string(id); }

Value momentOrNothing(const std::optional<base::Instant>& at) { return at ? Value(at->micros) : Value(nullptr); }

StatementRow readStatement(const Row& row) {
  StatementRow out;
  int at = 0;
  out.id = row.integer(at++);
  out.recordId = row.integer(at++);
  out.subjectId = row.integer(at++);
  out.unitId = row.str(at++);
  out.state = row.str(at++);
  out.filedBy = row.str(at++);
  out.filedAt = {row.integer(at++)};
  out.decidedBy = textOf(row, at++);
  out.decidedAt = momentOf(row, at++);
  out.reason = textOf(row, at++);
  out.withdrawnAt = momentOf(row, at++);
  out.text = std::string(row.blob(at));  // sealed as yet
  return out;
}

base::Result<std::vector<StatementRow>> statementsWhere(Conn& conn, const std::string& tail,
                                                        std::span<const Value> params) {
  MC_ASSIGN(auto rows, listOf<StatementRow>(conn, std::string(kStatement) + tail, params, readStatement));
  for (auto& row : rows) {
    MC_ASSIGN(row.text, conn.cipher().open(conn, row.text, placeOf(row.id)));
  }
  return rows;
}

/// "$3, $4": the next placeholders for values that were put behind `params`.
std::string places(std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "$" : ", $") + std::to_string(first + i);
  return out;
}

}  // namespace

base::Result<bool> insertStatement(Conn& conn, StatementRow& row) {
  bool taken = false;
  const std::array<Value, 1> key{Value{row.recordId}};
  MC_TRY(conn.query("SELECT 1 FROM record_statement WHERE record_id = $1 AND state IN ('filed', 'accepted')", key,
                    [&](const Row& /*unused*/) {
                      taken = true;
                      return false;
                    }));
  if (taken) return false;
  MC_ASSIGN(row.id, reserveIds(conn, "record_statement", 1));
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, row.subjectId, row.text, placeOf(row.id)));
  const std::array<Value, 8> params{Value{row.id},      Value{row.recordId},    Value{row.subjectId},
                                    view(row.unitId),   view(row.state),        view(row.filedBy),
                                    row.filedAt.micros, Value{BlobView{sealed}}};
  MC_TRY(run(conn,
             "INSERT INTO record_statement (id, record_id, subject_id, unit_id, state, filed_by, filed_at, sealed) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
             params));
  return true;
}

base::Result<std::optional<StatementRow>> statement(Conn& conn, std::int64_t id) {
  const std::array<Value, 1> params{Value{id}};
  MC_ASSIGN(auto rows, statementsWhere(conn, "WHERE id = $1", params));
  if (rows.empty()) return std::optional<StatementRow>();
  return std::optional(std::move(rows.front()));
}

base::Result<bool> moveStatement(Conn& conn, const StatementRow& row, std::string_view before) {
  const std::array<Value, 7> params{Value{row.id},         view(row.state),
                                    orNull(row.decidedBy), momentOrNothing(row.decidedAt),
                                    orNull(row.reason),    momentOrNothing(row.withdrawnAt),
                                    Value{before}};
  MC_ASSIGN(const auto changed,
            conn.exec("UPDATE record_statement SET state = $2, decided_by = $3, decided_at = $4, reason = $5, "
                      "withdrawn_at = $6 WHERE id = $1 AND state = $7",
                      params));
  return changed == 1;
}

base::Result<std::vector<StatementRow>> listStatements(Conn& conn, const StatementFilter& filter) {
  std::string tail = "WHERE 1 = 1";
  std::vector<Value> params;
  const auto add = [&](std::string_view condition, Value value) {
    params.push_back(value);
    tail += " AND " + std::string(condition) + " $" + std::to_string(params.size());
  };
  if (filter.units) {
    if (filter.units->empty()) return std::vector<StatementRow>{};
    tail += " AND unit_id IN (" + places(params.size() + 1, filter.units->size()) + ")";
    for (const auto& unit : *filter.units) params.push_back(view(unit));
  }
  if (!filter.subjects.empty()) {
    tail += " AND subject_id IN (" + places(params.size() + 1, filter.subjects.size()) + ")";
    for (const auto subject : filter.subjects) params.emplace_back(subject);
  }
  if (filter.recordId) add("record_id =", Value{*filter.recordId});
  if (!filter.state.empty()) add("state =", view(filter.state));
  if (filter.before > 0) add("id <", Value{filter.before});
  return statementsWhere(conn, tail + " ORDER BY id DESC LIMIT " + std::to_string(filter.limit), params);
}

base::Result<std::vector<StatementRow>> shownStatements(Conn& conn, std::int64_t subjectId, base::Instant knownUntil) {
  const std::array<Value, 2> params{Value{subjectId}, Value{knownUntil.micros}};
  return statementsWhere(conn,
                         "WHERE subject_id = $1 AND decided_at <= $2 AND (state = 'accepted' OR (state = 'withdrawn' "
                         "AND withdrawn_at > $2)) ORDER BY id",
                         params);
}

base::Result<std::vector<StatementRow>> shownStatements(Conn& conn, std::span<const std::int64_t> records) {
  if (records.empty()) return std::vector<StatementRow>{};
  std::vector<Value> params;
  for (const auto record : records) params.emplace_back(record);
  return statementsWhere(
      conn, "WHERE state = 'accepted' AND record_id IN (" + places(1, records.size()) + ") ORDER BY id", params);
}

}  // namespace medcredit::store
