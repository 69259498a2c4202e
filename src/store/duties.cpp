#include "store/duties.h"

#include <map>

#include "store/values.h"

namespace medcredit::store {

namespace {

/// Fixed conditions on unit, entry and a date expression, with numbered placeholders.
struct Scope {
  std::string sql;
  std::vector<Value> params;

  void add(std::string_view condition, std::string_view value) {
    if (value.empty()) return;
    params.emplace_back(value);
    sql += " AND " + std::string(condition) + " $" + std::to_string(params.size());
  }
};

Scope scopeOf(const DutyFilter& filter, std::string_view unit, std::string_view entry, std::string_view date) {
  Scope scope;
  scope.add(std::string(unit) + " =", filter.unitId);
  scope.add(std::string(entry) + " =", filter.entry);
  scope.add(std::string(date) + " >=", filter.from);
  scope.add(std::string(date) + " <=", filter.to);
  return scope;
}

constexpr std::string_view kRegisterColumns =
    "d.entry, d.unit_id, d.document_key, d.document_no, d.decided_on, d.due_on, d.due_provisional";

RegisterRow readRegister(const Row& row) {
  return {row.str(0), row.str(1), row.str(2), row.str(3), row.str(4), row.str(5), row.integer(6) != 0};
}

base::Status queryRegister(Conn& conn, const DutyFilter& filter, const std::function<bool(const RegisterRow&)>& onRow) {
  const auto scope = scopeOf(filter, "d.unit_id", "d.entry", "d.decided_on");
  const std::string sql = "SELECT " + std::string(kRegisterColumns) + " FROM decision_register d WHERE 1 = 1" +
                          scope.sql + " ORDER BY d.entry, d.unit_id, d.document_key";
  return conn.query(sql, scope.params, [&](const Row& row) { return onRow(readRegister(row)); });
}

// The decision day places a decision in a period; where it has none, the day it came in.
constexpr std::string_view kRecordDay = "COALESCE(r.decided_on, r.received_on)";

DutyFilter monthFilter(std::string_view entry, std::string_view unitId, std::string_view period) {
  // Text dates compare by bytes: day 31 closes every month.
  return {std::string(unitId), std::string(entry), std::string(period) + "-01", std::string(period) + "-31"};
}

}  // namespace

base::Result<std::optional<RegisterRow>> findRegisterRow(Conn& conn, std::string_view entry, std::string_view unitId,
                                                         std::string_view documentKey) {
  std::optional<RegisterRow> found;
  const Value params[] = {entry, unitId, documentKey};
  const std::string sql = "SELECT " + std::string(kRegisterColumns) +
                          " FROM decision_register d WHERE d.entry = $1 AND d.unit_id = $2 AND d.document_key = $3";
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    found = readRegister(row);
    return false;
  }));
  return found;
}

base::Status insertRegisterRows(Conn& conn, const std::vector<RegisterRow>& rows, base::Instant now) {
  static constexpr std::string_view kColumns[] = {"entry",      "unit_id", "document_key",    "document_no",
                                                  "decided_on", "due_on",  "due_provisional", "loaded_at"};
  MC_ASSIGN(auto bulk, conn.bulkInsert("decision_register", kColumns));
  for (const auto& row : rows) {
    const Value values[] = {std::string_view(row.entry),       std::string_view(row.unitId),
                            std::string_view(row.documentKey), std::string_view(row.documentNo),
                            std::string_view(row.decidedOn),   std::string_view(row.dueOn),
                            std::int64_t{row.dueProvisional},  now.micros};
    MC_TRY(bulk->add(values));
  }
  return bulk->finish();
}

base::Status eachRegisterRow(Conn& conn, const DutyFilter& filter,
                             const std::function<bool(const RegisterRow&)>& onRow) {
  return queryRegister(conn, filter, onRow);
}

base::Status eachReceivedRecord(Conn& conn, const DutyFilter& filter,
                                const std::function<bool(const ReceivedRow&)>& onRow) {
  const auto scope = scopeOf(filter, "r.unit_id", "r.entry", kRecordDay);
  const std::string sql =
      "SELECT r.unit_id, r.entry, r.id, r.document_no, r.decided_on, r.received_on, r.due_on, r.channel FROM record r "
      "WHERE r.state = 'live'" +
      scope.sql + " ORDER BY r.id";
  return conn.query(sql, scope.params, [&](const Row& row) {
    ReceivedRow out;
    out.unitId = row.str(0);
    out.entry = row.str(1);
    out.recordId = row.integer(2);
    out.documentNo = textOf(row, 3);
    out.decidedOn = textOf(row, 4);
    out.receivedOn = row.str(5);
    out.dueOn = textOf(row, 6);
    out.channel = row.str(7);
    return onRow(out);
  });
}

base::Result<base::Instant> lastKnownAt(Conn& conn, std::int64_t recordId) {
  base::Instant at;
  const Value params[] = {recordId};
  MC_TRY(conn.query(
      "SELECT v.known_at FROM record_version v JOIN record r ON r.id = v.record_id AND r.version = v.version "
      "WHERE r.id = $1",
      params, [&](const Row& row) {
        at.micros = row.integer(0);
        return false;
      }));
  return at;
}

base::Status eachOpenRejection(Conn& conn, const DutyFilter& filter,
                               const std::function<bool(const ReceivedRow&)>& onRow) {
  const auto scope = scopeOf(filter, "t.unit_id", "t.entry", "COALESCE(b.decided_on, t.received_on)");
  const std::string sql =
      "SELECT t.unit_id, t.entry, b.batch_id, b.file_row, b.document_no, b.decided_on, t.received_on, b.due_on, "
      "t.format "
      "FROM batch_row b JOIN batch t ON t.id = b.batch_id "
      "WHERE b.outcome = 'rejected' AND b.resolved_by IS NULL AND t.state = 'stored'" +
      scope.sql +
      " AND (b.natural_key IS NULL OR NOT EXISTS (SELECT 1 FROM batch_row e JOIN batch f ON f.id = e.batch_id "
      "WHERE e.natural_key = b.natural_key AND e.outcome = 'rejected' AND e.resolved_by IS NULL AND f.state = 'stored' "
      "AND (e.batch_id < b.batch_id OR (e.batch_id = b.batch_id AND e.file_row < b.file_row))))"
      " ORDER BY b.batch_id, b.file_row";
  return conn.query(sql, scope.params, [&](const Row& row) {
    ReceivedRow out;
    out.unitId = row.str(0);
    out.entry = row.str(1);
    out.batchId = row.integer(2);
    out.fileRow = row.integer(3);
    out.documentNo = textOf(row, 4);
    out.decidedOn = textOf(row, 5);
    out.receivedOn = row.str(6);
    out.dueOn = textOf(row, 7);
    out.channel = row.text(8) == "manual" ? "manual" : "file";
    out.receivedAt = base::Instant{row.integer(9)};
    return onRow(out);
  });
}

base::Result<std::vector<ReceivedCount>> countReceived(Conn& conn, const DutyFilter& filter) {
  const auto scope = scopeOf(filter, "r.unit_id", "r.entry", kRecordDay);
  const std::string sql =
      "SELECT r.unit_id, r.entry, r.channel, COUNT(*), "
      "CAST(SUM(CASE WHEN r.due_on IS NOT NULL AND r.received_on > r.due_on THEN 1 ELSE 0 END) AS BIGINT) "
      "FROM record r WHERE r.state = 'live'" +
      scope.sql + " GROUP BY r.unit_id, r.entry, r.channel ORDER BY r.unit_id, r.entry, r.channel";
  std::vector<ReceivedCount> counts;
  MC_TRY(conn.query(sql, scope.params, [&](const Row& row) {
    counts.push_back({row.str(0), row.str(1), row.str(2), row.integer(3), row.integer(4)});
    return true;
  }));
  return counts;
}

base::Status eachWrongReport(Conn& conn, const DutyFilter& filter, std::string_view cause,
                             const std::function<bool(const WrongReport&)>& onRow) {
  Scope scope;
  scope.add("r.unit_id =", filter.unitId);
  scope.add("r.entry =", filter.entry);
  const std::string sql =
      "SELECT r.unit_id, r.entry, r.document_no, v.record_id, v.version, v.known_at, v.cause FROM record_version v "
      "JOIN record r ON r.id = v.record_id WHERE v.kind = 'correction'" +
      scope.sql + " ORDER BY v.record_id, v.version";
  return conn.query(sql, scope.params, [&](const Row& row) {
    if (row.isNull(6) || !row.text(6).starts_with(cause)) return true;
    return onRow(
        {row.str(0), row.str(1), textOf(row, 2), row.integer(3), row.integer(4), base::Instant{row.integer(5)}});
  });
}

base::Status eachFindingRow(Conn& conn, const DutyFilter& filter, std::string_view code,
                            const std::function<bool(const ReceivedRow&)>& onRow) {
  auto scope = scopeOf(filter, "t.unit_id", "t.entry", "t.received_on");
  scope.add("f.code =", code);
  const std::string sql =
      "SELECT DISTINCT t.unit_id, t.entry, f.batch_id, f.file_row, t.received_on FROM batch_finding f "
      "JOIN batch t ON t.id = f.batch_id WHERE t.state = 'stored'" +
      scope.sql + " ORDER BY f.batch_id, f.file_row";
  return conn.query(sql, scope.params, [&](const Row& row) {
    ReceivedRow out;
    out.unitId = row.str(0);
    out.entry = row.str(1);
    out.batchId = row.integer(2);
    out.fileRow = row.integer(3);
    out.receivedOn = row.str(4);
    return onRow(out);
  });
}

base::Result<bool> insertNilReport(Conn& conn, const NilReport& report, base::Instant now) {
  const Value params[] = {std::string_view(report.entry),  std::string_view(report.unitId),
                          std::string_view(report.period), std::string_view(report.reportedOn),
                          std::string_view(report.actor),  now.micros};
  MC_ASSIGN(const auto changed,
            conn.exec("INSERT INTO nil_report (entry, unit_id, period, reported_on, actor, recorded_at) "
                      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (entry, unit_id, period) DO NOTHING",
                      params));
  return changed > 0;
}

base::Result<std::vector<NilReport>> listNilReports(Conn& conn, std::string_view unitId, std::string_view entry) {
  Scope scope;
  scope.add("unit_id =", unitId);
  scope.add("entry =", entry);
  std::vector<NilReport> reports;
  MC_TRY(conn.query("SELECT entry, unit_id, period, reported_on, actor FROM nil_report WHERE 1 = 1" + scope.sql +
                        " ORDER BY entry, unit_id, period",
                    scope.params, [&](const Row& row) {
                      reports.push_back({row.str(0), row.str(1), row.str(2), row.str(3), row.str(4)});
                      return true;
                    }));
  return reports;
}

base::Result<std::int64_t> countRecordsOfPeriod(Conn& conn, std::string_view entry, std::string_view unitId,
                                                std::string_view period) {
  const auto scope = scopeOf(monthFilter(entry, unitId, period), "r.unit_id", "r.entry", kRecordDay);
  std::int64_t count = 0;
  MC_TRY(
      conn.query("SELECT COUNT(*) FROM record r WHERE r.state = 'live'" + scope.sql, scope.params, [&](const Row& row) {
        count = row.integer(0);
        return false;
      }));
  return count;
}

base::Result<std::vector<std::string>> periodsWithRecords(Conn& conn, std::string_view entry, std::string_view unitId) {
  const Value params[] = {entry, unitId};
  std::vector<std::string> periods;
  MC_TRY(
      conn.query("SELECT DISTINCT SUBSTR(COALESCE(decided_on, received_on), 1, 7) AS period FROM record "
                 "WHERE entry = $1 AND unit_id = $2 AND state = 'live' ORDER BY period",
                 params, [&](const Row& row) {
                   periods.push_back(row.str(0));
                   return true;
                 }));
  return periods;
}

base::Result<std::int64_t> countRegisterOfPeriod(Conn& conn, std::string_view entry, std::string_view unitId,
                                                 std::string_view period) {
  std::int64_t count = 0;
  MC_TRY(queryRegister(conn, monthFilter(entry, unitId, period), [&](const RegisterRow&) {
    ++count;
    return true;
  }));
  return count;
}

base::Result<std::int64_t> upsertPowerItems(Conn& conn, const std::vector<PowerItem>& items) {
  std::int64_t added = 0;
  for (const auto& item : items) {
    const Value params[] = {std::string_view(item.code), std::string_view(item.name), orNull(item.kind),
                            orNull(item.office), orNull(item.entry)};
    MC_ASSIGN(const auto changed, conn.exec("UPDATE power_item SET name = $2, kind = $3, office = $4, entry = $5 "
                                            "WHERE code = $1",
                                            params));
    if (changed > 0) continue;
    MC_TRY(conn.exec("INSERT INTO power_item (code, name, kind, office, entry) VALUES ($1, $2, $3, $4, $5)", params));
    ++added;
  }
  return added;
}

base::Result<std::vector<PowerItem>> listPowerItems(Conn& conn) {
  std::vector<PowerItem> items;
  MC_TRY(conn.query("SELECT code, name, kind, office, entry FROM power_item ORDER BY code", {}, [&](const Row& row) {
    items.push_back({row.str(0), row.str(1), textOf(row, 2), textOf(row, 3), textOf(row, 4)});
    return true;
  }));
  return items;
}

base::Result<std::vector<DutyUnit>> dutyUnits(Conn& conn, base::CivilDate day) {
  std::vector<DutyUnit> units;
  std::map<std::string, std::size_t, std::less<>> index;
  MC_TRY(conn.query("SELECT id, name, region, created_at FROM unit ORDER BY id", {}, [&](const Row& row) {
    index.emplace(row.str(0), units.size());
    units.push_back({row.str(0), row.str(1), textOf(row, 2), "", base::Instant{row.integer(3)}, {}});
    return true;
  }));
  MC_TRY(conn.query("SELECT unit_id, entry FROM unit_entry ORDER BY unit_id, entry", {}, [&](const Row& row) {
    units[index.at(row.str(0))].entries.push_back(row.str(1));
    return true;
  }));
  const std::string today = day.iso();
  const Value params[] = {std::string_view(today)};
  MC_TRY(
      conn.query("SELECT unit_id, person FROM unit_contact WHERE valid_from <= $1 AND "
                 "(valid_to IS NULL OR valid_to >= $1) ORDER BY unit_id, valid_from, person",
                 params, [&](const Row& row) {
                   units[index.at(row.str(0))].person = row.str(1);  // the newest of those in charge
                   return true;
                 }));
  return units;
}

}  // namespace medcredit::store
