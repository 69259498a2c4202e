// A scratch folder that goes away with its owner.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace medcredit::test {

/// Folder under $TMPDIR (or /tmp), removed by the destructor.
class TempDir {
 public:
  explicit TempDir(std::string_view prefix = "medcredit-test");
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Whole file as bytes; throws when it cannot be read.
[[nodiscard]] std::string readFile(const std::filesystem::path& path);
/// Writes the bytes, making parent folders; throws on failure.
void writeFile(const std::filesystem::path& path, std::string_view bytes);

}  // namespace medcredit::test
