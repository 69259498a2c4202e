// The journal: every act that changes something, in order, in the same transaction as the change.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// One line to be written; the views must live until the call returns.
struct JournalLine {
  std::int64_t id = 0;
  base::Instant at;
  std::string_view actor;
  std::string_view action;  ///< "import", "record.correct", "subject.merge" …
  std::string_view object;  ///< public id of what was changed: "B12", "R5"
  std::string_view detail;  ///< one JSON document
};
/// Must run inside the transaction of the change it tells of.
base::Status appendJournal(Conn& conn, const JournalLine& line);

/// Lines about one object, oldest first.
base::Status journalOf(Conn& conn, std::string_view object, const std::function<void(const JournalLine&)>& onLine);

}  // namespace medcredit::store
