#include "store/units.h"

#include <algorithm>
#include <array>
#include <map>

#include "store/values.h"

namespace medcredit::store {

base::Status insertUnit(Conn& conn, const Unit& unit) {
  const std::array<Value, 5> row{std::string_view(unit.id), std::string_view(unit.name), orNull(unit.region),
                                 orNull(unit.usc), unit.createdAt.micros};
  MC_TRY(conn.exec("INSERT INTO unit (id, name, region, usc, created_at) VALUES ($1, $2, $3, $4, $5)", row));
  return setUnitEntries(conn, unit.id, unit.entries);
}

base::Status updateUnit(Conn& conn, const Unit& unit) {
  const std::array<Value, 4> row{std::string_view(unit.id), std::string_view(unit.name), orNull(unit.region),
                                 orNull(unit.usc)};
  MC_TRY(conn.exec("UPDATE unit SET name = $2, region = $3, usc = $4 WHERE id = $1", row));
  return {};
}

base::Status setUnitEntries(Conn& conn, std::string_view unitId, const std::vector<std::string>& entries) {
  const std::array<Value, 1> id{unitId};
  MC_TRY(conn.exec("DELETE FROM unit_entry WHERE unit_id = $1", id));
  for (const std::string& entry : entries) {
    const std::array<Value, 2> row{unitId, std::string_view(entry)};
    MC_TRY(conn.exec("INSERT INTO unit_entry (unit_id, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING", row));
  }
  return {};
}

base::Result<std::vector<Unit>> listUnits(Conn& conn) {
  std::vector<Unit> units;
  std::map<std::string, std::size_t, std::less<>> index;
  MC_TRY(conn.query("SELECT id, name, region, usc, created_at FROM unit ORDER BY id", {}, [&](const Row& row) {
    index.emplace(row.str(0), units.size());
    units.push_back({row.str(0), row.str(1), row.str(2), row.str(3), base::Instant{row.integer(4)}, {}, {}});
    return true;
  }));
  MC_TRY(conn.query("SELECT unit_id, entry FROM unit_entry ORDER BY unit_id, entry", {}, [&](const Row& row) {
    units[index.at(row.str(0))].entries.push_back(row.str(1));
    return true;
  }));
  MC_TRY(
      conn.query("SELECT unit_id, person, valid_from, valid_to FROM unit_contact ORDER BY unit_id, valid_from, person",
                 {}, [&](const Row& row) {
                   units[index.at(row.str(0))].contacts.push_back({row.str(1), row.str(2), row.optStr(3)});
                   return true;
                 }));
  return units;
}

base::Result<std::optional<Unit>> findUnit(Conn& conn, std::string_view id) {
  MC_ASSIGN(auto units, listUnits(conn));  // an authority has dozens of offices, not thousands
  const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.id == id; });
  if (found == units.end()) return std::optional<Unit>();
  return std::optional<Unit>(std::move(*found));
}

base::Status changeContact(Conn& conn, std::string_view unitId, std::string_view person, std::string_view from,
                           std::string_view lastDay) {
  const std::array<Value, 2> ended{unitId, lastDay};
  MC_TRY(conn.exec("UPDATE unit_contact SET valid_to = $2 WHERE unit_id = $1 AND valid_to IS NULL", ended));
  const std::array<Value, 3> row{unitId, person, from};
  MC_TRY(conn.exec("INSERT INTO unit_contact (unit_id, person, valid_from, valid_to) VALUES ($1, $2, $3, NULL)", row));
  return {};
}

}  // namespace medcredit::store
