// Writing a package that is mostly another one: entries are copied packed as they are, or replaced.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/file_io.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

class ZipOutput {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<ZipOutput>> create(const std::filesystem::path& target);
  ~ZipOutput();
  ZipOutput(const ZipOutput&) = delete;
  ZipOutput& operator=(const ZipOutput&) = delete;

  /// begin, write as often as needed, end: one entry.
  [[nodiscard]] base::Status begin(const std::string& name);
  [[nodiscard]] base::Status write(std::string_view bytes);
  [[nodiscard]] base::Status end();
  [[nodiscard]] base::Status add(const std::string& name, std::string_view bytes);
  /// Copies an entry without unpacking it.
  [[nodiscard]] base::Status copy(const ZipArchive& from, const ZipEntry& entry);
  /// Closes the archive and moves it to its name.
  [[nodiscard]] base::Status finish();

 private:
  ZipOutput(std::unique_ptr<AtomicFile> file, std::string target, void* zip)
      : file_(std::move(file)), target_(std::move(target)), zip_(zip) {}
  [[nodiscard]] base::Status check(int code) const;

  std::unique_ptr<AtomicFile> file_;
  std::string target_;
  void* zip_;
};

}  // namespace medcredit::formats
