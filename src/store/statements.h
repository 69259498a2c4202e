// Statements of subjects beside adverse records (陈述申辩). Functions that write must run inside the caller's
// transaction. The words are sealed at rest.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct StatementRow {
  std::int64_t id = 0, recordId = 0, subjectId = 0;
  std::string unitId;  ///< whose record it is
  std::string state;   ///< filed, accepted, declined, withdrawn
  std::string filedBy;
  base::Instant filedAt;
  std::string decidedBy;
  std::optional<base::Instant> decidedAt;
  std::string reason;
  std::optional<base::Instant> withdrawnAt;
  std::string text;
};

/// Gives it an id. False when the record has one that was filed or accepted.
base::Result<bool> insertStatement(Conn& conn, StatementRow& row);
[[nodiscard]] base::Result<std::optional<StatementRow>> statement(Conn& conn, std::int64_t id);
/// State, decision and withdrawal; false when the stored state is not `before` any more.
base::Result<bool> moveStatement(Conn& conn, const StatementRow& row, std::string_view before);

struct StatementFilter {
  std::vector<std::int64_t> subjects;             ///< empty: of all
  std::optional<std::vector<std::string>> units;  ///< empty optional: of all
  std::optional<std::int64_t> recordId;
  std::string state;
  std::int64_t before = 0;  ///< ids below this one; 0 = from the newest
  std::int64_t limit = 100;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<StatementRow>> listStatements(Conn& conn, const StatementFilter& filter);
/// What stands beside records of the subject, as known at the moment.
[[nodiscard]] base::Result<std::vector<StatementRow>> shownStatements(Conn& conn, std::int64_t subjectId,
                                                                      base::Instant knownUntil);
/// What stands beside these records today.
[[nodiscard]] base::Result<std::vector<StatementRow>> shownStatements(Conn& conn,
                                                                      std::span<const std::int64_t> records);

}  // namespace medcredit::store
