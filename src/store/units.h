// Offices and units that supply information, the entries they answer for and their named persons (指定专人) with
// history. Functions that write must run inside the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A named person of a unit; both days are inside the term.
struct UnitContact {
  std::string person;
  std::string from;               ///< YYYY-MM-DD
  std::optional<std::string> to;  ///< empty while in charge
};

/// A unit (提供单位).
struct Unit {
  std::string id, name, region, usc;  ///< region and usc empty when not given
  base::Instant createdAt;
  std::vector<std::string> entries;   ///< entries it answers for, sorted; none: all
  std::vector<UnitContact> contacts;  ///< oldest first
};

/// STOR-0006 when the id is taken.
base::Status insertUnit(Conn& conn, const Unit& unit);
/// Writes name, region and credit code of a unit that is there.
base::Status updateUnit(Conn& conn, const Unit& unit);
/// Replaces the entries a unit answers for.
base::Status setUnitEntries(Conn& conn, std::string_view unitId, const std::vector<std::string>& entries);
/// All units by id, with their entries and contacts.
[[nodiscard]] base::Result<std::vector<Unit>> listUnits(Conn& conn);
/// One unit; empty when there is none of this id.
[[nodiscard]] base::Result<std::optional<Unit>> findUnit(Conn& conn, std::string_view id);
/// Ends the term of the person in charge on `lastDay` and starts the new one's on `from`.
base::Status changeContact(Conn& conn, std::string_view unitId, std::string_view person, std::string_view from,
                           std::string_view lastDay);

}  // namespace medcredit::store
