#include "formats/xlsx_output.h"

#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "formats/xlsx_strings.h"

namespace medcredit::formats {

namespace {

constexpr std::size_t kMaxSheetName = 31;

/// Creation time in the document properties: fixed, so that output depends on input alone (2020-01-01).
constexpr time_t kCreated = 1577836800;

}  // namespace

base::Result<std::unique_ptr<XlsxOutput>> XlsxOutput::create(const std::filesystem::path& target, bool constantMemory) {
  MC_ASSIGN(auto file, AtomicFile::create(target));
  lxw_workbook_options options{};
  options.constant_memory = constantMemory ? 1 : 0;
  lxw_workbook* book = workbook_new_opt(file->temporary().c_str(), &options);
  if (book == nullptr) {
    return base::fail("FILE-0006", {{"path", target.string()}, {"reason", "内存不足"}});
  }
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(book, &properties);
  return std::unique_ptr<XlsxOutput>(new XlsxOutput(std::move(file), target, book));  // NOLINT: private constructor
}

lxw_worksheet* XlsxOutput::addSheet(std::string_view name) {
  return workbook_add_worksheet(book_.get(), sheetName(name).c_str());
}

lxw_format* XlsxOutput::textFormat() {
  lxw_format* format = workbook_add_format(book_.get());
  format_set_num_format_index(format, 49);
  return format;
}

lxw_error XlsxOutput::writeText(lxw_worksheet* sheet, std::size_t row, std::size_t column, std::string_view text,
                                lxw_format* format) {
  if (row >= LXW_ROW_MAX || column >= LXW_COL_MAX) return LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;
  if (text.size() > kMaxCellCharacters && base::codePoints(text) > kMaxCellCharacters) {
    return LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
  }
  return worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                escapeText(text).c_str(), format);
}

base::Error XlsxOutput::failure(lxw_error code) const {
  return base::fail("FILE-0006", {{"path", target_.string()}, {"reason", lxw_strerror(code)}});
}

base::Status XlsxOutput::finish() {
  const lxw_error code = workbook_close(book_.release());
  if (code != LXW_NO_ERROR) return failure(code);
  return file_->commit();
}

std::string sheetName(std::string_view wanted) {
  std::string clean;
  for (const char c : wanted) clean += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : '_';
  clean = std::string(base::trim(clean));
  std::size_t at = 0;
  for (std::size_t units = 0; at < clean.size();) {
    std::size_t next = at;
    units += base::nextCodePoint(clean, next) > 0xFFFF ? 2 : 1;
    if (units > kMaxSheetName) break;
    at = next;
  }
  clean.resize(at);
  while (clean.starts_with('\'')) clean.erase(0, 1);
  while (clean.ends_with('\'')) clean.pop_back();
  return clean.empty() ? "Sheet1" : clean;
}

std::string cutText(std::string_view text, std::size_t characters) {
  // No character takes less than one byte.
  if (text.size() <= characters) return std::string(text);
  std::size_t at = 0;
  std::size_t last = 0;
  for (std::size_t count = 0; at < text.size() && count < characters; ++count) {
    last = at;
    static_cast<void>(base::nextCodePoint(text, at));
  }
  return at == text.size() ? std::string(text) : std::string(text.substr(0, last)) + "…";
}

}  // namespace medcredit::formats
