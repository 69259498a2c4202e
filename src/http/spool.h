// Uploads on their way: one file each, mode 0600, gone with its owner unless somebody moved it away.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace medcredit::http {

class SpoolFile {
 public:
  /// Empty when the folder cannot be written.
  [[nodiscard]] static std::optional<SpoolFile> create(const std::string& folder);
  SpoolFile(SpoolFile&& other) noexcept;
  SpoolFile& operator=(SpoolFile&& other) noexcept;
  ~SpoolFile();

  /// False when the disk does not take it.
  [[nodiscard]] bool write(std::string_view bytes);
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  SpoolFile(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {}
  void drop();

  int fd_ = -1;  ///< locked while the upload lives, so that sweepSpool of another process leaves it alone
  std::filesystem::path path_;
};

/// Removes uploads and answers whose server died; returns how many.
int sweepSpool(const std::string& folder);

}  // namespace medcredit::http
