// Files as bytes: positioned reading, and writing that is either wholly there or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace medcredit::formats {

/// A regular file open for reading at any offset. Reading instead of mapping: a file cut short by another program
/// while it is read gives an error, not a signal, and its pages do not count as this process's memory.
class FileBytes {
 public:
  /// Fails with FILE-0001 (missing, unreadable, not a regular file).
  [[nodiscard]] static base::Result<std::shared_ptr<const FileBytes>> open(const std::filesystem::path& path);
  ~FileBytes();
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Reads up to `length` bytes at `offset`; fewer only at the end of the file. Fails with FILE-0001.
  [[nodiscard]] base::Result<std::size_t> readAt(std::uint64_t offset, char* out, std::size_t length) const;
  /// As readAt, into a string.
  [[nodiscard]] base::Result<std::string> slice(std::uint64_t offset, std::size_t length) const;

 private:
  FileBytes(int descriptor, std::uint64_t size, std::string path)
      : descriptor_(descriptor), size_(size), path_(std::move(path)) {}

  int descriptor_;
  std::uint64_t size_;
  std::string path_;
};

/// A file that appears under its name only when commit() succeeded: written under a temporary name beside the target,
/// flushed to the disk, renamed. Destroying an uncommitted one removes the temporary file. Failures are FILE-0006.
class AtomicFile {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<AtomicFile>> create(const std::filesystem::path& target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Name to hand to libraries that open files themselves.
  [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }
  /// Appends bytes (buffered).
  [[nodiscard]] base::Status write(std::string_view bytes);
  /// Flushes, fsyncs, renames over the target and fsyncs the folder.
  [[nodiscard]] base::Status commit();

 private:
  AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor)
      : target_(std::move(target)), temporary_(std::move(temporary)), descriptor_(descriptor) {}
  [[nodiscard]] base::Status flush();
  [[nodiscard]] base::Error failure() const;

  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int descriptor_;
  std::string pending_;
  bool committed_ = false;
};

}  // namespace medcredit::formats
