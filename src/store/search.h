// What the name index reads: all names, and which subjects got other names since.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct SearchName {
  std::int64_t subject = 0;
  std::string_view kind;  ///< ORG, NP, GOV
  std::string_view name;
  bool former = false;
};

/// How far an index has read: subjects from `nextSubject` on are new, name changes from `nextChange` on unread.
struct NamePosition {
  std::int64_t nextSubject = 1;
  std::int64_t nextChange = 1;
  friend bool operator==(const NamePosition&, const NamePosition&) = default;
};

/// Where the store stands. One small query.
[[nodiscard]] base::Result<NamePosition> namePosition(Conn& conn);
/// All current and former names of subjects up to the position; the views are valid during the call.
base::Status eachSearchName(Conn& conn, const NamePosition& upTo, const std::function<void(const SearchName&)>& onName);
/// Subjects that are new or were renamed between two positions, ascending.
[[nodiscard]] base::Result<std::vector<std::int64_t>> changedNames(Conn& conn, const NamePosition& from,
                                                                   const NamePosition& to);
/// Names of some subjects, as eachSearchName gives them.
base::Status eachSearchName(Conn& conn, std::span<const std::int64_t> subjects,
                            const std::function<void(const SearchName&)>& onName);
/// Tells indexes that a subject's names changed; inside the transaction of the change.
base::Status noteNameChange(Conn& conn, std::int64_t subject);

/// Units that have to do with a subject: suppliers of its records and its authorities, past ones included; ascending.
[[nodiscard]] base::Result<std::vector<std::string>> unitsOfSubject(Conn& conn, std::int64_t subject);

}  // namespace medcredit::store
