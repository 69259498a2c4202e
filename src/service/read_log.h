// Group commit for the evidence of reads: many worker threads, one writer (R-SEC-01). A read may only be answered once
// its entry is on disk; waiting for the disk is shared by all who wait at the same time.
#pragma once

#include <cstddef>
#include <memory>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::service {

struct PreparedEntry;

/// Owns a connection and the thread that writes through it. Thread-safe.
class ReadLog {
 public:
  struct Limits {
    std::size_t waiting = 4096;  ///< entries waiting at most; further ones are refused with EVID-0006
    std::size_t batch = 512;     ///< entries of one transaction
  };
  struct Counts {
    std::size_t entries = 0, commits = 0, failures = 0;
  };

  /// Opens the connection and starts the thread; STOR-* when the store cannot be opened.
  [[nodiscard]] static base::Result<std::unique_ptr<ReadLog>> start(const store::Location& location, Limits limits);
  [[nodiscard]] static base::Result<std::unique_ptr<ReadLog>> start(const store::Location& location) {
    return start(location, Limits{});
  }
  /// Writes what still waits, then ends.
  ~ReadLog();
  ReadLog(const ReadLog&) = delete;
  ReadLog& operator=(const ReadLog&) = delete;

  /// Blocks until the entry is durable or has failed. EVID-0006 when too many wait or the log is closing; otherwise the
  /// error of the store, after which nothing may be served.
  base::Status write(PreparedEntry entry);
  [[nodiscard]] Counts counts() const;

 private:
  struct Impl;
  explicit ReadLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::service
