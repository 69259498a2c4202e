#include "store/flow.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

/// State of the way of record r at its current version; see the head comment.
constexpr std::string_view kFlowSql =
    "COALESCE((SELECT s.step FROM record_step s WHERE s.record_id = r.id AND s.version = r.version "
    "ORDER BY s.seq DESC LIMIT 1), CASE WHEN EXISTS (SELECT 1 FROM record_version v JOIN app_user u ON u.id = v.actor "
    "WHERE v.record_id = r.id AND v.version = r.version) THEN 'draft' ELSE 'submitted' END)";

/// Builds "WHERE a AND b" with its parameters; the texts live as long as the filter.
class Where {
 public:
  void equals(std::string_view column, const std::string& value) {
    if (!value.empty()) add(std::string(column) + " = " + bind(std::string_view(value)));
  }
  void oneOf(std::string_view column, const std::vector<std::string>& values) {
    if (values.empty()) return add("1 = 0");
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ", ") + bind(std::string_view(value));
    add(std::string(column) + " IN (" + list + ")");
  }
  std::string bind(Value value) {
    params_.push_back(value);
    return "$" + std::to_string(params_.size());
  }
  void add(const std::string& condition) { text_ += (text_.empty() ? " WHERE " : " AND ") + condition; }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<Value>& params() const { return params_; }

 private:
  std::string text_;
  std::vector<Value> params_;
};

Where conditions(const RecordFilter& filter) {
  Where where;
  if (filter.units) where.oneOf("r.unit_id", *filter.units);
  if (!filter.entries.empty()) where.oneOf("r.entry", filter.entries);
  where.equals("r.entry", filter.entry);
  where.equals("r.unit_id", filter.unitId);
  where.equals("r.state", filter.state);
  where.equals("r.publicity", filter.publicity);
  if (!filter.dueUntil.empty()) where.add("r.due_on <= " + where.bind(std::string_view(filter.dueUntil)));
  if (!filter.actor.empty()) {
    where.add("EXISTS (SELECT 1 FROM record_version w WHERE w.record_id = r.id AND w.actor = " +
              where.bind(std::string_view(filter.actor)) + ")");
  }
  if (filter.batchId) {
    where.add("r.id IN (SELECT w.record_id FROM record_version w WHERE w.batch_id = " + where.bind(*filter.batchId) +
              ")");
  }
  if (filter.before) where.add("r.id < " + where.bind(*filter.before));
  if (!filter.flow.empty()) {
    where.add(std::string(kFlowSql) + " = " + where.bind(std::string_view(filter.flow)));
  }
  return where;
}

}  // namespace

base::Status appendFlowStep(Conn& conn, const FlowStep& step) {
  const std::array<Value, 7> row{
      step.recordId,  step.version,        std::string_view(step.step), std::string_view(step.actor),
      step.at.micros, orNull(step.points), orNull(step.reason)};
  MC_TRY(
      conn.exec("INSERT INTO record_step (record_id, seq, version, step, actor, at, points, reason) "
                "VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM record_step WHERE record_id = $1), "
                "$2, $3, $4, $5, $6, $7)",
                row));
  return {};
}

base::Result<std::vector<FlowStep>> flowSteps(Conn& conn, std::int64_t recordId) {
  std::vector<FlowStep> steps;
  const std::array<Value, 1> id{recordId};
  MC_TRY(
      conn.query("SELECT seq, version, step, actor, at, points, reason FROM record_step WHERE record_id = $1 "
                 "ORDER BY seq",
                 id, [&](const Row& row) {
                   steps.push_back({recordId, row.integer(0), row.integer(1), row.str(2), row.str(3),
                                    base::Instant{row.integer(4)}, textOf(row, 5), textOf(row, 6)});
                   return true;
                 }));
  return steps;
}

base::Result<std::string> flowState(Conn& conn, std::int64_t recordId) {
  std::string state;
  const std::array<Value, 1> id{recordId};
  MC_TRY(conn.query("SELECT " + std::string(kFlowSql) + " FROM record r WHERE r.id = $1", id, [&](const Row& row) {
    state = row.str(0);
    return false;
  }));
  return state;
}

base::Result<std::optional<std::int64_t>> releasedVersion(Conn& conn, std::int64_t recordId) {
  std::optional<std::int64_t> version;
  const std::array<Value, 1> id{recordId};
  MC_TRY(
      conn.query("SELECT MAX(v.version) FROM record_version v WHERE v.record_id = $1 AND (NOT EXISTS (SELECT 1 FROM "
                 "app_user u WHERE u.id = v.actor) OR EXISTS (SELECT 1 FROM record_step s WHERE s.record_id = "
                 "v.record_id AND s.version = v.version AND s.step IN ('submitted', 'entered')))",
                 id, [&](const Row& row) {
                   version = intOf(row, 0);
                   return false;
                 }));
  return version;
}

base::Result<std::vector<RecordLine>> listRecords(Conn& conn, const RecordFilter& filter) {
  Where where = conditions(filter);
  const std::string limit = where.bind(filter.limit);
  const std::string sql =
      "SELECT r.id, r.subject_id, r.version, r.internal_only, r.entry, r.unit_id, r.state, r.info_class, "
      "r.document_no, r.decided_on, r.received_on, r.due_on, r.publicity, r.publish_due, r.published_on, "
      "r.publicity_until, s.name, s.kind, " +
      std::string(kFlowSql) +
      ", EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = r.id AND m.mark = 'disputed' AND m.lifted_at IS NULL)"
      " FROM record r JOIN subject s ON s.id = r.subject_id" +
      where.text() + " ORDER BY r.id DESC LIMIT " + limit;
  std::vector<RecordLine> lines;
  MC_TRY(conn.query(sql, where.params(), [&](const Row& row) {
    RecordLine line;
    line.id = row.integer(0);
    line.subjectId = row.integer(1);
    line.version = row.integer(2);
    line.internalOnly = row.integer(3) != 0;
    std::string* const texts[] = {&line.entry,       &line.unitId,      &line.state,       &line.infoClass,
                                  &line.documentNo,  &line.decidedOn,   &line.receivedOn,  &line.dueOn,
                                  &line.publicity,   &line.publishDue,  &line.publishedOn, &line.publicityUntil,
                                  &line.subjectName, &line.subjectKind, &line.flow};
    int column = 4;
    for (std::string* text : texts) *text = textOf(row, column++);
    line.disputed = row.integer(column) != 0;
    lines.push_back(std::move(line));
    return true;
  }));
  return lines;
}

base::Result<std::vector<Batch>> pageBatches(Conn& conn, const BatchPage& page) {
  Where where;
  if (page.units) where.oneOf("unit_id", *page.units);
  if (!page.entries.empty()) where.oneOf("entry", page.entries);
  where.equals("actor", page.actor);
  where.equals("entry", page.entry);
  where.equals("unit_id", page.unitId);
  where.equals("state", page.state);
  if (page.before) where.add("id < " + where.bind(*page.before));
  const std::string limit = where.bind(page.limit);
  std::vector<std::int64_t> ids;
  MC_TRY(conn.query("SELECT id FROM batch" + where.text() + " ORDER BY id DESC LIMIT " + limit, where.params(),
                    [&](const Row& row) {
                      ids.push_back(row.integer(0));
                      return true;
                    }));
  std::vector<Batch> batches;
  for (const auto id : ids) {
    MC_ASSIGN(auto batch, getBatch(conn, id));
    if (batch) batches.push_back(std::move(*batch));
  }
  return batches;
}

}  // namespace medcredit::store
