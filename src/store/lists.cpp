#include "store/lists.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }
std::string entryPlace(std::int64_t id) { return "list_entry|sealed|" + std::to_string(id); }

/// Conditions with numbered placeholders.
class Where {
 public:
  explicit Where(std::string_view head) : sql_(std::string(head) + " WHERE 1 = 1") {}
  void add(std::string_view condition, Value value) {
    params_.push_back(value);
    sql_ += " AND " + std::string(condition) + " $" + std::to_string(params_.size());
  }
  void text(std::string_view condition, const std::string& value) {
    if (!value.empty()) add(condition, view(value));
  }
  void plain(std::string_view condition) { sql_ += " AND " + std::string(condition); }
  void among(std::string_view column, const std::vector<std::string>& values) {
    std::string names;
    for (const auto& one : values) {
      params_.push_back(view(one));
      names += (names.empty() ? "$" : ", $") + std::to_string(params_.size());
    }
    sql_ += " AND " + std::string(column) + " IN (" + names + ")";
  }
  [[nodiscard]] std::string order(std::string_view by, std::int64_t limit) const {
    return sql_ + " ORDER BY " + std::string(by) + " LIMIT " + std::to_string(limit);
  }
  [[nodiscard]] const std::vector<Value>& params() const { return params_; }

 private:
  std::string sql_;
  std::vector<Value> params_;
};

constexpr std::string_view kEntry =
    "SELECT l.id, l.list, l.list_name, l.kind, l.subject_id, l.case_id, l.standard, l.basis, l.unit_id, "
    "l.recognised_on, l.valid_from, l.valid_to, l.state, l.entered_on, l.removed_on, l.cause, l.source, l.record_id, "
    "l.sealed, l.actor, l.recorded_at FROM list_entry l";

ListEntryRow readEntry(const Row& row) {
  ListEntryRow out;
  out.id = row.integer(0);
  out.list = row.str(1);
  out.listName = row.str(2);
  out.kind = row.str(3);
  out.subjectId = row.integer(4);
  out.caseId = intOf(row, 5);
  int at = 6;
  for (std::string* text : {&out.standard, &out.basis, &out.unitId, &out.recognisedOn, &out.validFrom, &out.validTo,
                            &out.state, &out.enteredOn, &out.removedOn, &out.cause, &out.source}) {
    *text = textOf(row, at++);
  }
  out.recordId = intOf(row, at++);
  out.detail = std::string(row.blob(at++));  // sealed as yet
  out.actor = row.str(at++);
  out.recordedAt = {row.integer(at)};
  return out;
}

base::Result<std::vector<ListEntryRow>> entriesWhere(Conn& conn, const std::string& sql,
                                                     std::span<const Value> params) {
  MC_ASSIGN(auto rows, listOf<ListEntryRow>(conn, sql, params, readEntry));
  for (auto& row : rows) {
    MC_ASSIGN(row.detail, conn.cipher().open(conn, row.detail, entryPlace(row.id)));
  }
  return rows;
}

base::Result<std::optional<ListEntryRow>> firstEntry(Conn& conn, std::string_view column, std::int64_t value) {
  const std::array<Value, 1> params{Value{value}};
  MC_ASSIGN(auto rows, entriesWhere(conn, std::string(kEntry) + " WHERE l." + std::string(column) + " = $1", params));
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

base::Result<std::int64_t> countOf(Conn& conn, std::string_view sql, std::span<const Value> params) {
  std::int64_t count = 0;
  MC_TRY(conn.query(sql, params, [&count](const Row& row) {
    count = row.integer(0);
    return false;
  }));
  return count;
}

}  // namespace

base::Status insertStandard(Conn& conn, const StandardRow& row) {
  const std::array<Value, 6> params{view(row.id),    view(row.list),
                                    view(row.text),  view(row.basisDocument),
                                    view(row.actor), Value{row.recordedAt.micros}};
  return run(conn,
             "INSERT INTO list_standard (id, list, text, basis_document, actor, recorded_at) VALUES "
             "($1,$2,$3,$4,$5,$6)",
             params);
}

base::Result<std::vector<StandardRow>> listStandards(Conn& conn) {
  return listOf<StandardRow>(
      conn, "SELECT id, list, text, basis_document, actor, recorded_at FROM list_standard ORDER BY id",
      std::span<const Value>{}, [](const Row& row) {
        return StandardRow{row.str(0), row.str(1), row.str(2), row.str(3), row.str(4), {row.integer(5)}};
      });
}

base::Status insertListEntry(Conn& conn, ListEntryRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "list_entry", 1));
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, row.subjectId, row.detail, entryPlace(row.id)));
  const std::array<Value, 21> params{Value{row.id},           view(row.list),        view(row.listName),
                                     view(row.kind),          Value{row.subjectId},  orNull(row.caseId),
                                     view(row.standard),      view(row.basis),       view(row.unitId),
                                     view(row.recognisedOn),  view(row.validFrom),   view(row.validTo),
                                     view(row.state),         orNull(row.enteredOn), orNull(row.removedOn),
                                     orNull(row.cause),       view(row.source),      orNull(row.recordId),
                                     Value{BlobView{sealed}}, view(row.actor),       Value{row.recordedAt.micros}};
  return run(conn,
             "INSERT INTO list_entry (id, list, list_name, kind, subject_id, case_id, standard, basis, unit_id, "
             "recognised_on, valid_from, valid_to, state, entered_on, removed_on, cause, source, record_id, sealed, "
             "actor, recorded_at) VALUES "
             "($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)",
             params);
}

base::Result<std::optional<ListEntryRow>> listEntry(Conn& conn, std::int64_t id) { return firstEntry(conn, "id", id); }

base::Result<std::optional<ListEntryRow>> listEntryOfCase(Conn& conn, std::int64_t caseId) {
  return firstEntry(conn, "case_id", caseId);
}

base::Status setListEntryCase(Conn& conn, std::int64_t id, std::int64_t caseId) {
  const std::array<Value, 2> params{Value{id}, Value{caseId}};
  return run(conn, "UPDATE list_entry SET case_id = $2 WHERE id = $1", params);
}

base::Status setListEntry(Conn& conn, const ListEntryRow& row) {
  const std::array<Value, 8> params{Value{row.id},         view(row.state),   view(row.recognisedOn),
                                    view(row.validFrom),   view(row.validTo), orNull(row.enteredOn),
                                    orNull(row.removedOn), orNull(row.cause)};
  return run(conn,
             "UPDATE list_entry SET state = $2, recognised_on = $3, valid_from = $4, valid_to = $5, entered_on = $6, "
             "removed_on = $7, cause = $8 WHERE id = $1",
             params);
}

base::Result<std::vector<ListEntryRow>> listEntries(Conn& conn, const ListFilter& filter) {
  if (filter.units && filter.units->empty()) return std::vector<ListEntryRow>{};
  Where where(std::string(kEntry) + (filter.organisationsOnly ? " JOIN subject s ON s.id = l.subject_id" : ""));
  where.text("l.list =", filter.list);
  where.text("l.state =", filter.state);
  where.text("l.kind =", filter.kind);
  if (filter.subjectId) where.add("l.subject_id =", Value{*filter.subjectId});
  if (filter.recordId) where.add("l.record_id =", Value{*filter.recordId});
  if (filter.before) where.add("l.id <", Value{*filter.before});
  if (filter.units) where.among("l.unit_id", *filter.units);
  if (!filter.validOn.empty()) {
    where.plain("l.state IN ('listed', 'history')");
    where.add("l.valid_to >=", view(filter.validOn));
    where.add("l.valid_from <=", view(filter.validOn));
  }
  if (filter.organisationsOnly) where.plain("s.kind <> 'NP'");
  return entriesWhere(conn, where.order("l.id DESC", filter.limit), where.params());
}

base::Result<ListMovement> listMovement(Conn& conn, std::string_view kind, std::string_view from, std::string_view to) {
  ListMovement out;
  const std::array<Value, 2> start{Value{kind}, Value{from}};
  MC_ASSIGN(out.atStart, countOf(conn,
                                 "SELECT COUNT(*) FROM list_entry WHERE kind = $1 AND entered_on < $2 AND (removed_on "
                                 "IS NULL OR removed_on >= $2)",
                                 start));
  const std::array<Value, 3> span{Value{kind}, Value{from}, Value{to}};
  MC_ASSIGN(
      out.added,
      countOf(conn, "SELECT COUNT(*) FROM list_entry WHERE kind = $1 AND entered_on >= $2 AND entered_on <= $3", span));
  MC_ASSIGN(
      out.left,
      countOf(conn, "SELECT COUNT(*) FROM list_entry WHERE kind = $1 AND removed_on >= $2 AND removed_on <= $3", span));
  return out;
}

base::Status insertListPush(Conn& conn, const ListPush& push) {
  MC_ASSIGN(const auto id, reserveIds(conn, "list_push", 1));
  const std::array<Value, 6> params{Value{id},      Value{push.entryId},  view(push.channel),
                                    view(push.act), view(push.createdOn), view(push.dueOn)};
  return run(conn,
             "INSERT INTO list_push (id, entry_id, channel, act, created_on, due_on, state) VALUES "
             "($1,$2,$3,$4,$5,$6,'pending') ON CONFLICT (entry_id, channel, act) DO NOTHING",
             params);
}

base::Result<std::vector<ListPush>> listPushes(Conn& conn, std::string_view state,
                                               std::optional<std::int64_t> entryId) {
  Where where("SELECT id, entry_id, channel, act, created_on, due_on, state, done_on, receipt FROM list_push");
  if (!state.empty()) where.add("state =", Value{state});
  if (entryId) where.add("entry_id =", Value{*entryId});
  constexpr std::int64_t kMost = 1000;
  return listOf<ListPush>(conn, where.order("id", kMost), where.params(), [](const Row& row) {
    return ListPush{row.integer(0), row.integer(1), row.str(2),     row.str(3),    row.str(4),
                    row.str(5),     row.str(6),     textOf(row, 7), textOf(row, 8)};
  });
}

base::Status confirmListPush(Conn& conn, std::int64_t id, std::string_view on, std::string_view receipt) {
  const std::array<Value, 3> params{Value{id}, Value{on}, orNull(receipt)};
  return run(conn, "UPDATE list_push SET state = 'sent', done_on = $2, receipt = $3 WHERE id = $1", params);
}

}  // namespace medcredit::store
