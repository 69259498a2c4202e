// Several reads that belong to one answer.
#pragma once

#include "store/conn.h"

namespace medcredit::store {

/// While it lives, the reads of an embedded store see one state of it and keep the pages they share in memory: in
/// between, SQLite would throw them away whenever somebody has written, which on a busy server is always. PostgreSQL
/// keeps its pages for all connections; there it does nothing. A transaction that starts meanwhile ends it, and inside
/// a transaction or another span it does nothing.
class ReadSpan {
 public:
  explicit ReadSpan(Conn& conn);
  ~ReadSpan() { end(); }
  ReadSpan(const ReadSpan&) = delete;
  ReadSpan& operator=(const ReadSpan&) = delete;
  /// Before waiting for anything: an old state kept open lets the log of the store grow.
  void end();

 private:
  Conn* conn_ = nullptr;  ///< null when there is nothing to end
};

}  // namespace medcredit::store
