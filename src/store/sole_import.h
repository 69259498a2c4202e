// A large import into a store that nobody else has open.
#pragma once

#include <string>

#include "store/conn.h"

namespace medcredit::store {

/// While it lives, an embedded store that no other connection has open keeps the old form of changed pages (rollback
/// journal) instead of the new one (write-ahead log): pages that an import appends are then written once, not first to
/// the log and again to the database. What is promised for a commit stays the same: with `synchronous=FULL` and a
/// truncated journal it is on the disk before it is answered, and a process that dies leaves the store as it was
/// before.
///
/// Who opens the store meanwhile waits for the end of the import. When another connection is open already (a server, a
/// second program), inside a transaction, and on PostgreSQL it does nothing: readers then read on beside the import.
class SoleImport {
 public:
  explicit SoleImport(Conn& conn);
  /// Back to the write-ahead log. Where that fails, the next one who opens the store does it.
  ~SoleImport();
  SoleImport(const SoleImport&) = delete;
  SoleImport& operator=(const SoleImport&) = delete;

  [[nodiscard]] bool active() const { return conn_ != nullptr; }

 private:
  Conn* conn_ = nullptr;  ///< null when the store stayed as it was
  std::string pages_;     ///< what the connection kept in memory before
};

}  // namespace medcredit::store
