// SM3 of a file, worked out beside other work: for a large file it takes about as long as reading it.
#pragma once

#include <atomic>
#include <filesystem>
#include <future>
#include <string>

#include "base/result.h"

namespace medcredit::service {

/// Begins at once on a thread of its own; given up when this ends before.
class FileDigest {
 public:
  explicit FileDigest(std::filesystem::path file);
  ~FileDigest() { unwanted_ = true; }
  FileDigest(const FileDigest&) = delete;
  FileDigest& operator=(const FileDigest&) = delete;

  /// 64 hexadecimal digits, when they are there; COLL-0016 when the file cannot be read.
  [[nodiscard]] const base::Result<std::string>& get() const { return digest_.get(); }

 private:
  std::atomic<bool> unwanted_ = false;  ///< before the future, whose end is waited for
  std::shared_future<base::Result<std::string>> digest_;
};

}  // namespace medcredit::service
