#include "sheet.h"

#include <xlsxwriter.h>

#include <fstream>
#include <stdexcept>

#include "base/encoding.h"

namespace medcredit::synth {

namespace {

std::string csvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void writeCsv(const Sheet& sheet, FileStyle style, const std::filesystem::path& target) {
  std::string text;
  for (std::size_t i = 0; i < sheet.header.size(); ++i) text += (i > 0 ? "," : "") + csvCell(sheet.header[i]);
  text += "\r\n";
  for (const auto& row : sheet.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + csvCell(row[i].text);
    text += "\r\n";
  }
  const auto encoding = style == FileStyle::kCsvGbk     ? base::Encoding::kGb18030
                        : style == FileStyle::kCsvUtf16 ? base::Encoding::kUtf16Le
                                                        : base::Encoding::kUtf8;
  auto bytes = base::fromUtf8(text, encoding);
  if (!bytes) throw std::runtime_error("cannot encode " + target.string());
  std::string mark = style == FileStyle::kCsvUtf8Bom ? "\xEF\xBB\xBF" : style == FileStyle::kCsvUtf16 ? "\xFF\xFE" : "";
  if (bytes->starts_with(mark)) mark.clear();
  writeBytes(mark + *bytes, target);
}

lxw_datetime dateOf(const std::string& iso) {
  lxw_datetime date{};
  date.year = std::stoi(iso.substr(0, 4));
  date.month = std::stoi(iso.substr(5, 2));
  date.day = std::stoi(iso.substr(8, 2));
  return date;
}

class Workbook {
 public:
  explicit Workbook(const std::filesystem::path& target) : book_(workbook_new(target.c_str())) {
    if (book_ == nullptr) throw std::runtime_error("cannot write " + target.string());
    // A fixed moment: the same county has the same bytes.
    lxw_doc_properties properties{};
    properties.created = 1767225600;
    workbook_set_properties(book_, &properties);
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    format_set_align(title_, LXW_ALIGN_CENTER);
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_border(head_, LXW_BORDER_THIN);
    format_set_bg_color(head_, 0xD9E1F2);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "yyyy/m/d");
    code_ = workbook_add_format(book_);
    format_set_num_format(code_, "0");
    sheet_ = workbook_add_worksheet(book_, "Sheet1");
  }

  void write(const Sheet& sheet, bool titled) {
    const auto last = static_cast<lxw_col_t>(sheet.header.size() - 1);
    lxw_row_t row = 0;
    if (titled) {
      worksheet_merge_range(sheet_, 0, 0, 0, last, sheet.title.c_str(), title_);
      worksheet_merge_range(sheet_, 1, 0, 1, last, sheet.subtitle.c_str(), nullptr);
      row = 2;
    }
    worksheet_set_column(sheet_, 0, last, 18, nullptr);
    for (lxw_col_t i = 0; i <= last; ++i) worksheet_write_string(sheet_, row, i, sheet.header[i].c_str(), head_);
    for (const auto& cells : sheet.rows) {
      ++row;
      for (lxw_col_t i = 0; i < cells.size(); ++i) writeCell(row, i, cells[i]);
    }
  }

  void close() {
    if (workbook_close(book_) != LXW_NO_ERROR) throw std::runtime_error("cannot close the workbook");
  }

 private:
  void writeCell(lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (cell.text.empty()) return;
    if (cell.style == CellStyle::kNumber) {
      worksheet_write_number(sheet_, row, column, std::stod(cell.text), code_);
    } else if (cell.style == CellStyle::kDateSerial) {
      auto date = dateOf(cell.text);
      worksheet_write_datetime(sheet_, row, column, &date, date_);
    } else {
      worksheet_write_string(sheet_, row, column, cell.text.c_str(), nullptr);
    }
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* title_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_format* code_ = nullptr;
};

}  // namespace

int headerRow(FileStyle style) { return style == FileStyle::kXlsxTitled ? 3 : 1; }

void writeBytes(const std::string& bytes, const std::filesystem::path& target) {
  std::ofstream out(target, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + target.string());
}

void writeSheet(const Sheet& sheet, FileStyle style, const std::filesystem::path& target) {
  if (style != FileStyle::kXlsx && style != FileStyle::kXlsxTitled) {
    writeCsv(sheet, style, target);
    return;
  }
  Workbook book(target);
  book.write(sheet, style == FileStyle::kXlsxTitled);
  book.close();
}

}  // namespace medcredit::synth
