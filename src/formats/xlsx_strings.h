// Texts of a workbook: the shared string table in one arena, and the pieces of rich text joined.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/table_reader.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

/// Undoes the _xHHHH_ escapes of SpreadsheetML in `text` from `from` on. Escapes of NUL and of
/// surrogates stay as they are; other control characters come through, for the validator to see.
void unescapeText(std::string& text, std::size_t from);

/// The other way round for text to be written: what would read as an escape is escaped itself.
[[nodiscard]] std::string escapeText(std::string_view text);

/// Tells which character data of a string item counts: <t> of the item and of its runs, not of phonetic guides (<rPh>).
class TextCollector {
 public:
  void start(const char* name) {
    if (name[0] == 't' && name[1] == '\0' && phonetic_ == 0) collecting_ = true;
    if (name[0] == 'r' && name[1] == 'P' && name[2] == 'h') ++phonetic_;
  }
  void end(const char* name) {
    if (name[0] == 't' && name[1] == '\0') collecting_ = false;
    if (name[0] == 'r' && name[1] == 'P' && name[2] == 'h') --phonetic_;
  }
  [[nodiscard]] bool collecting() const { return collecting_; }

 private:
  bool collecting_ = false;
  int phonetic_ = 0;
};

/// All shared strings, one arena and one offset each. Tables beyond the limits are refused with FILE-0026 so that the
/// memory of the process stays bounded.
class SharedStrings {
 public:
  static constexpr std::size_t kMaxBytes = 144U << 20U;
  static constexpr std::size_t kMaxCount = 6U << 20U;

  /// `part` empty: a workbook without shared strings.
  [[nodiscard]] static base::Result<SharedStrings> load(const ZipArchive& archive, std::string_view part,
                                                        const ReadLimits& limits);
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t from = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(arena_).substr(from, ends_[i] - from);
  }

 private:
  std::string arena_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace medcredit::formats
