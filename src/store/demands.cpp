#include "store/demands.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kKind = "catalogue-demand";
constexpr std::string_view kSelect =
    "SELECT id, subject_text, detail, requested_by, requested_at, state, decided_by, reason, decided_at FROM approval "
    "WHERE kind = 'catalogue-demand'";

Demand readDemand(const Row& row) {
  Demand demand{row.integer(0), row.str(1),     row.str(2),     row.str(3),  base::Instant{row.integer(4)},
                row.str(5),     textOf(row, 6), textOf(row, 7), std::nullopt};
  demand.decidedAt = momentOf(row, 8);
  return demand;
}

}  // namespace

base::Status insertDemand(Conn& conn, const Demand& demand) {
  const std::array<Value, 7> row{demand.id,
                                 kKind,
                                 std::string_view(demand.entry),
                                 std::string_view(demand.detail),
                                 std::string_view(demand.requestedBy),
                                 demand.requestedAt.micros,
                                 std::string_view(demand.state)};
  MC_TRY(
      conn.exec("INSERT INTO approval (id, kind, subject_text, detail, requested_by, requested_at, state) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                row));
  return {};
}

base::Status decideDemand(Conn& conn, const Demand& demand) {
  const Value at = demand.decidedAt ? Value(demand.decidedAt->micros) : Value(nullptr);
  const std::array<Value, 6> row{demand.id, std::string_view(demand.state), orNull(demand.decidedBy),
                                 at,        orNull(demand.reason),          std::string_view(demand.detail)};
  MC_TRY(
      conn.exec("UPDATE approval SET state = $2, decided_by = $3, decided_at = $4, reason = $5, detail = $6 "
                "WHERE id = $1 AND kind = 'catalogue-demand'",
                row));
  return {};
}

base::Result<std::optional<Demand>> findDemand(Conn& conn, std::int64_t id) {
  std::optional<Demand> found;
  const std::array<Value, 1> key{id};
  MC_TRY(conn.query(std::string(kSelect) + " AND id = $1", key, [&](const Row& row) {
    found = readDemand(row);
    return false;
  }));
  return found;
}

base::Result<std::vector<Demand>> listDemands(Conn& conn, std::string_view state, std::optional<std::int64_t> before,
                                              std::int64_t limit) {
  std::vector<Demand> demands;
  std::string sql(kSelect);
  std::vector<Value> params;
  const auto bind = [&](Value value) {
    params.push_back(value);
    return "$" + std::to_string(params.size());
  };
  if (!state.empty()) sql += " AND state = " + bind(state);
  if (before) sql += " AND id < " + bind(*before);
  sql += " ORDER BY id DESC LIMIT " + bind(limit);
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    demands.push_back(readDemand(row));
    return true;
  }));
  return demands;
}

base::Result<std::vector<EntryVersionRow>> entryVersions(Conn& conn, std::string_view entry) {
  std::vector<EntryVersionRow> versions;
  const std::array<Value, 1> key{entry};
  MC_TRY(conn.query(
      "SELECT e.id, e.digest, e.definition, e.first_used_at, "
      "(SELECT count(*) FROM record_version v WHERE v.entry_version = e.id) FROM entry_version e "
      "WHERE e.entry = $1 ORDER BY e.first_used_at, e.id",
      key, [&](const Row& row) {
        versions.push_back({row.integer(0), row.str(1), row.str(2), base::Instant{row.integer(3)}, row.integer(4)});
        return true;
      }));
  return versions;
}

}  // namespace medcredit::store
