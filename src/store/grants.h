// Authorisations of queries (授权查询), their use, and who looked at a subject. Functions that write must run inside
// the caller's transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// An authorisation given by a subject. Days are "YYYY-MM-DD", both inside the term.
struct GrantRow {
  std::int64_t id = 0, subjectId = 0;
  std::string grantee;  ///< id of a user or system
  std::string purpose;
  std::string scope;  ///< comma separated: names of information classes, "grade"
  std::string validFrom, validTo;
  std::string evidence;  ///< "real-name:U7" or "written:<SM3 of the document>"
  std::string grantedBy;
  base::Instant grantedAt;
  std::optional<base::Instant> withdrawnAt;
};
base::Status insertGrant(Conn& conn, const GrantRow& grant);
base::Status withdrawGrant(Conn& conn, std::int64_t id, base::Instant at);
/// Empty when there is no such authorisation.
[[nodiscard]] base::Result<std::optional<GrantRow>> getGrant(Conn& conn, std::int64_t id);
/// All authorisations a subject ever gave, newest first.
[[nodiscard]] base::Result<std::vector<GrantRow>> grantsOf(Conn& conn, std::int64_t subjectId);

/// The account behind an id, as far as an authorisation names it.
struct GranteeRow {
  std::string id, name, kind;
  bool active = false;
  std::vector<std::string> roles;
};
/// By id or login; empty when there is none.
[[nodiscard]] base::Result<std::optional<GranteeRow>> findGrantee(Conn& conn, std::string_view idOrLogin);

/// Active accounts that hold the role, by name; without their other roles.
[[nodiscard]] base::Result<std::vector<GranteeRow>> holdersOf(Conn& conn, std::string_view role);

/// One entry of a subject's access log.
struct AccessRow {
  std::int64_t epoch = 0, seq = 0;
  std::string leaf;
};
/// Entries about a subject that it may see at `now`, newest first, before (epoch, seq) when given.
[[nodiscard]] base::Result<std::vector<AccessRow>> accessRows(
    Conn& conn, std::int64_t subjectId, base::Instant now, std::optional<std::pair<std::int64_t, std::int64_t>> before,
    std::int64_t limit);

/// Entries of an actor with one of the actions since a moment; counts up to `most`.
[[nodiscard]] base::Result<std::int64_t> countActs(Conn& conn, std::string_view actor,
                                                   const std::vector<std::string_view>& actions, base::Instant since,
                                                   std::int64_t most);
struct ActorCount {
  std::string actor;
  std::int64_t count = 0;
};
/// Actors with at least `least` such entries in [since, until), most first.
[[nodiscard]] base::Result<std::vector<ActorCount>> busyActors(Conn& conn, const std::vector<std::string_view>& actions,
                                                               base::Instant since, base::Instant until,
                                                               std::int64_t least);

/// A bulk export with its approval (R-SEC-08).
struct ExportRow {
  std::int64_t id = 0;
  std::string entry;   ///< catalogue entry
  std::string detail;  ///< JSON: unit, purpose, case, rows counted, format
  std::string requestedBy;
  base::Instant requestedAt;
  std::string state;  ///< open, approved, refused, used
  std::string decidedBy, reason;
  std::optional<base::Instant> decidedAt;
};
base::Status insertExport(Conn& conn, const ExportRow& row);
/// Writes state and decision.
base::Status updateExport(Conn& conn, const ExportRow& row);
[[nodiscard]] base::Result<std::optional<ExportRow>> getExport(Conn& conn, std::int64_t id);
/// Newest first, below `before` when given.
[[nodiscard]] base::Result<std::vector<ExportRow>> listExports(Conn& conn, std::optional<std::int64_t> before,
                                                               std::int64_t limit);

}  // namespace medcredit::store
