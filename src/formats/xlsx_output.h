// libxlsxwriter behind a few C++ helpers: ownership, error values, names that spreadsheets accept.
#pragma once

#include <xlsxwriter.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/file_io.h"

namespace medcredit::formats {

/// Most characters a workbook cell can hold.
inline constexpr std::size_t kMaxCellCharacters = 32767;

/// A workbook being written to the temporary name of an AtomicFile; the same input gives the same bytes.
class XlsxOutput {
 public:
  /// `constantMemory`: rows must be written in order and are flushed as they come.
  [[nodiscard]] static base::Result<std::unique_ptr<XlsxOutput>> create(const std::filesystem::path& target,
                                                                        bool constantMemory);
  [[nodiscard]] lxw_workbook* book() { return book_.get(); }
  [[nodiscard]] lxw_worksheet* addSheet(std::string_view name);
  /// A format with text number format '@' (built-in 49).
  [[nodiscard]] lxw_format* textFormat();
  /// Writes a text cell. The text must fit a cell.
  static lxw_error writeText(lxw_worksheet* sheet, std::size_t row, std::size_t column, std::string_view text,
                             lxw_format* format);
  /// Closes the workbook and moves it to its name. FILE-0006 on failure.
  [[nodiscard]] base::Status finish();
  /// As FILE-0006.
  [[nodiscard]] base::Error failure(lxw_error code) const;
  [[nodiscard]] const std::filesystem::path& temporary() const { return file_->temporary(); }

 private:
  struct Free {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };
  XlsxOutput(std::unique_ptr<AtomicFile> file, std::filesystem::path target, lxw_workbook* book)
      : file_(std::move(file)), target_(std::move(target)), book_(book) {}

  std::unique_ptr<AtomicFile> file_;
  std::filesystem::path target_;
  std::unique_ptr<lxw_workbook, Free> book_;
};

/// A sheet name spreadsheets accept: at most 31 characters, none of []:*?/\, no apostrophe at the ends, not empty.
[[nodiscard]] std::string sheetName(std::string_view wanted);
/// `text` cut to `characters` characters, with "…" when something was cut off.
[[nodiscard]] std::string cutText(std::string_view text, std::size_t characters);

}  // namespace medcredit::formats
