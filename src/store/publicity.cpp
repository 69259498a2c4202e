#include "store/publicity.h"

#include <array>

#include "store/payloads.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelectRows =
    "SELECT r.id, r.version, r.subject_id, v.entry_version, r.entry, r.unit_id, u.name, s.name, r.state, r.publicity, "
    "r.info_class, r.scope, r.severity, r.document_no, r.decided_on, r.received_on, r.publish_due, r.published_on, "
    "r.publicity_until, r.publicity_reason, r.internal_only, v.payload, e.digest, v.sealed, "
    "EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = r.id AND m.mark = 'disputed' AND m.lifted_at IS NULL) "
    "FROM record r "
    "JOIN record_version v ON v.record_id = r.id AND v.version = r.version "
    "JOIN entry_version e ON e.id = v.entry_version "
    "JOIN subject s ON s.id = r.subject_id "
    "JOIN unit u ON u.id = r.unit_id "
    "WHERE 1 = 1";

constexpr std::string_view kSelectJobs =
    "SELECT id, record_id, version, channel, act, state, created_on, done_on, receipt FROM publication_job WHERE 1 = 1";

/// Appends fixed conditions with numbered placeholders; the texts of statements stay few, so that they are cached.
class Conditions {
 public:
  explicit Conditions(std::string_view head) : sql_(head) {}
  void text(std::string_view condition, std::string_view value) {
    if (!value.empty()) add(condition, value);
  }
  void integer(std::string_view condition, const std::optional<std::int64_t>& value) {
    if (value) add(condition, *value);
  }
  [[nodiscard]] std::string order(std::string_view by) const { return sql_ + " ORDER BY " + std::string(by); }
  [[nodiscard]] const std::vector<Value>& params() const { return params_; }

 private:
  void add(std::string_view condition, Value value) {
    params_.push_back(value);
    sql_ += " AND " + std::string(condition) + " $" + std::to_string(params_.size());
  }
  std::string sql_;
  std::vector<Value> params_;
};

PublicityRow readRow(const Row& row) {
  PublicityRow out;
  out.recordId = row.integer(0);
  out.version = row.integer(1);
  out.subjectId = row.integer(2);
  out.entryVersion = row.integer(3);
  out.entry = row.str(4);
  out.unitId = row.str(5);
  out.unitName = row.str(6);
  out.subjectName = row.str(7);
  out.state = row.str(8);
  out.publicity = row.str(9);
  out.infoClass = row.str(10);
  out.scope = row.str(11);
  out.severity = textOf(row, 12);
  out.documentNo = textOf(row, 13);
  out.decidedOn = textOf(row, 14);
  out.receivedOn = row.str(15);
  out.publishDue = textOf(row, 16);
  out.publishedOn = textOf(row, 17);
  out.publicityUntil = textOf(row, 18);
  out.reason = textOf(row, 19);
  out.internalOnly = row.integer(20) != 0;
  out.payload = row.str(21);
  out.entryDigest = row.str(22);
  out.disputed = row.integer(24) != 0;
  return out;
}

PublicationJob readJob(const Row& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.str(3),    row.str(4),
          row.str(5),     row.str(6),     textOf(row, 7), textOf(row, 8)};
}

}  // namespace

base::Status eachPublicityRow(Conn& conn, const PublicityFilter& filter,
                              const std::function<bool(const PublicityRow&)>& onRow) {
  Conditions where(kSelectRows);
  where.text("r.entry =", filter.entry);
  where.text("r.unit_id =", filter.unitId);
  where.text("r.publicity =", filter.publicity);
  where.text("r.state =", filter.state);
  where.integer("r.id =", filter.recordId);
  where.integer("r.subject_id =", filter.subjectId);
  where.integer(filter.newestFirst ? "r.id <" : "r.id >", filter.after);
  where.text("r.decided_on >=", filter.decidedFrom);
  where.text("r.decided_on <=", filter.decidedTo);
  PayloadReader payloads(conn);
  base::Status read;
  MC_TRY(conn.query(where.order(filter.newestFirst ? "r.id DESC" : "r.id"), where.params(), [&](const Row& row) {
    PublicityRow out = readRow(row);
    auto payload = payloads.read(out.recordId, out.entryVersion, out.payload, row.blob(23));
    if (!payload) read = payload.error();
    if (!read) return false;
    out.payload = std::move(payload->payload);
    return onRow(out);
  }));
  return read;
}

base::Status changePublicity(Conn& conn, const PublicityChange& change) {
  std::string sql = "UPDATE record SET publicity = $2";
  std::vector<Value> params{change.recordId, change.publicity};
  const auto set = [&](std::string_view column, const std::optional<std::string_view>& value) {
    if (!value) return;
    params.push_back(orNull(*value));
    sql += ", " + std::string(column) + " = $" + std::to_string(params.size());
  };
  set("publish_due", change.publishDue);
  set("published_on", change.publishedOn);
  set("publicity_until", change.publicityUntil);
  set("publicity_reason", change.reason);
  MC_TRY(conn.exec(sql + " WHERE id = $1", params));
  return {};
}

base::Status insertJobs(Conn& conn, std::vector<PublicationJob>& jobs) {
  if (jobs.empty()) return {};
  MC_ASSIGN(auto id, reserveIds(conn, "publication_job", static_cast<std::int64_t>(jobs.size())));
  for (auto& job : jobs) {
    job.id = id++;
    const Value params[] = {job.id,
                            job.recordId,
                            job.version,
                            std::string_view(job.channel),
                            std::string_view(job.act),
                            std::string_view(job.state),
                            std::string_view(job.createdOn)};
    MC_TRY(
        conn.exec("INSERT INTO publication_job (id, record_id, version, channel, act, state, created_on) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                  params));
  }
  return {};
}

base::Result<std::vector<PublicationJob>> listPublicationJobs(Conn& conn, const PublicationFilter& filter) {
  Conditions where(kSelectJobs);
  where.text("channel =", filter.channel);
  where.text("state =", filter.state);
  where.integer("record_id =", filter.recordId);
  std::vector<PublicationJob> jobs;
  MC_TRY(conn.query(where.order("id"), where.params(), [&](const Row& row) {
    jobs.push_back(readJob(row));
    return true;
  }));
  return jobs;
}

base::Result<std::optional<PublicationJob>> getPublicationJob(Conn& conn, std::int64_t id) {
  Conditions where(kSelectJobs);
  where.integer("id =", id);
  std::optional<PublicationJob> job;
  MC_TRY(conn.query(where.order("id"), where.params(), [&](const Row& row) {
    job = readJob(row);
    return false;
  }));
  return job;
}

base::Status setJobState(Conn& conn, std::int64_t id, std::string_view state, std::string_view doneOn,
                         std::string_view receipt) {
  const Value params[] = {id, state, orNull(doneOn), orNull(receipt)};
  MC_TRY(conn.exec("UPDATE publication_job SET state = $2, done_on = $3, receipt = $4 WHERE id = $1", params));
  return {};
}

base::Status eachLaggingRecord(Conn& conn, std::optional<std::int64_t> recordId,
                               const std::function<bool(std::int64_t)>& onRow) {
  Conditions where(
      "SELECT r.id FROM record r JOIN publication_job j ON j.record_id = r.id WHERE j.id = (SELECT MAX(k.id) FROM "
      "publication_job k WHERE k.record_id = r.id AND k.act <> 'track') AND ((r.publicity <> 'published' AND "
      "j.act <> 'remove') OR (r.publicity = 'published' AND r.version > j.version))");
  where.integer("r.id =", recordId);
  return conn.query(where.order("r.id"), where.params(), [&](const Row& row) { return onRow(row.integer(0)); });
}

base::Result<std::vector<std::int64_t>> publicityOver(Conn& conn, std::string_view day) {
  const std::array<Value, 1> params{Value{day}};
  return listOf<std::int64_t>(conn,
                              "SELECT id FROM record WHERE publicity = 'published' AND publicity_until <= $1 "
                              "ORDER BY id",
                              params, [](const Row& row) { return row.integer(0); });
}

}  // namespace medcredit::store
