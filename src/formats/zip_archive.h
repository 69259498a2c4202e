// ZIP containers, read strictly: the central directory must describe the file from its first byte to its last, and
// every limit is enforced on the bytes produced, never on what headers promise. Nothing is ever extracted to disk.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "formats/file_io.h"
#include "formats/table_reader.h"

namespace medcredit::formats {

struct ZipEntry {
  std::string name;  ///< as stored, '\' turned into '/'
  std::uint16_t flags = 0;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflated
  std::uint32_t crc = 0;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;  ///< as claimed; checked while reading
  std::uint64_t headerOffset = 0;
  std::uint64_t dataOffset = 0;
};

/// Streams one entry. Fails with FILE-0004 (damaged), FILE-0023 (too much in total), FILE-0024 (ratio).
class ZipStream {
 public:
  virtual ~ZipStream() = default;
  /// Up to `capacity` unpacked bytes; 0 only at the end, after size and checksum were found right.
  [[nodiscard]] virtual base::Result<std::size_t> read(char* out, std::size_t capacity) = 0;
  /// Packed bytes consumed / total.
  [[nodiscard]] virtual double progress() const = 0;
};

class ZipArchive {
 public:
  static constexpr std::size_t kMaxEntries = 2000;

  /// Reads the directory. Fails with FILE-0004 (truncated, damaged), FILE-0005 (encrypted entries), FILE-0025
  /// (overlapping or duplicate entries, several directories, foreign bytes around the archive, too many entries).
  [[nodiscard]] static base::Result<std::shared_ptr<const ZipArchive>> open(std::shared_ptr<const FileBytes> file,
                                                                            const ReadLimits& limits);

  [[nodiscard]] std::span<const ZipEntry> entries() const { return entries_; }
  /// Part names of office packages ignore case. Null when absent.
  [[nodiscard]] const ZipEntry* find(std::string_view name) const;
  [[nodiscard]] std::unique_ptr<ZipStream> stream(const ZipEntry& entry) const;
  /// A whole small part. Fails with FILE-0032 beyond `maxBytes`.
  [[nodiscard]] base::Result<std::string> readAll(const ZipEntry& entry, std::size_t maxBytes) const;
  /// Packed bytes as they stand, for copying.
  [[nodiscard]] const FileBytes& file() const { return *file_; }

 private:
  ZipArchive(std::shared_ptr<const FileBytes> file, const ReadLimits& limits)
      : file_(std::move(file)), limits_(limits), produced_(std::make_shared<std::uint64_t>(0)) {}
  [[nodiscard]] base::Status readDirectory();
  [[nodiscard]] base::Status locateData();

  std::shared_ptr<const FileBytes> file_;
  ReadLimits limits_;
  std::shared_ptr<std::uint64_t> produced_;  ///< unpacked bytes of all streams so far
  std::uint64_t directoryStart_ = 0;
  std::vector<ZipEntry> entries_;
  std::unordered_map<std::string, std::size_t> byName_;  ///< lower case
};

}  // namespace medcredit::formats
