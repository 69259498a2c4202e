#include "formats/table_writer.h"

#include <algorithm>
#include <utility>

#include "formats/csv_text.h"
#include "formats/file_io.h"
#include "formats/table_reader.h"
#include "formats/xlsx_output.h"

namespace medcredit::formats {

namespace {

class CsvWriter final : public TableWriter {
 public:
  explicit CsvWriter(std::unique_ptr<AtomicFile> file) : file_(std::move(file)) {}

  base::Status begin() { return file_->write(kUtf8Bom); }
  base::Status row(std::span<const std::string> cells) override {
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) appendCsvCell(line_, protectFormula(cells[i]), i == 0);
    // A lone empty cell is not a blank line.
    if (line_.empty() && !cells.empty()) line_ = "\"\"";
    line_ += "\r\n";
    return file_->write(line_);
  }
  base::Status finish() override { return file_->commit(); }

 private:
  std::unique_ptr<AtomicFile> file_;
  std::string line_;
};

/// Text cells with text format: a spreadsheet shows them as they are and runs nothing, so that no apostrophe is needed
/// and values such as "-" reach the platforms this file is for unchanged.
class XlsxWriter final : public TableWriter {
 public:
  XlsxWriter(std::unique_ptr<XlsxOutput> output, std::string_view name)
      : output_(std::move(output)), sheet_(output_->addSheet(name)), text_(output_->textFormat()) {}

  base::Status begin(std::span<const std::string> header) {
    lxw_format* bold = output_->textFormat();
    format_set_bold(bold);
    worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(std::max<std::size_t>(1, header.size()) - 1), 18, text_);
    worksheet_freeze_panes(sheet_, 1, 0);
    return write(header, bold);
  }
  base::Status row(std::span<const std::string> cells) override { return write(cells, text_); }
  base::Status finish() override {
    MC_TRY(output_->finish());
    return {};
  }

 private:
  base::Status write(std::span<const std::string> cells, lxw_format* format) {
    if (next_ >= LXW_ROW_MAX) return base::fail("FILE-0052", {{"row", std::to_string(next_ + 1)}, {"column", "1"}});
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      const lxw_error code = XlsxOutput::writeText(sheet_, next_, i, cells[i], format);
      if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED || code == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE) {
        return base::fail("FILE-0052", {{"row", std::to_string(next_ + 1)}, {"column", std::to_string(i + 1)}});
      }
      if (code != LXW_NO_ERROR) return output_->failure(code);
    }
    ++next_;
    return {};
  }

  std::unique_ptr<XlsxOutput> output_;
  lxw_worksheet* sheet_;
  lxw_format* text_;
  std::size_t next_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<TableWriter>> makeTableWriter(const std::filesystem::path& target, std::string_view name,
                                                           std::span<const std::string> header) {
  const auto extension = target.extension();
  if (extension == ".csv") {
    MC_ASSIGN(auto file, AtomicFile::create(target));
    auto writer = std::make_unique<CsvWriter>(std::move(file));
    MC_TRY(writer->begin());
    MC_TRY(writer->row(header));
    return std::unique_ptr<TableWriter>(std::move(writer));
  }
  if (extension != ".xlsx") return base::fail("FILE-0050", {{"extension", extension.string()}});
  MC_ASSIGN(auto output, XlsxOutput::create(target, true));
  auto writer = std::make_unique<XlsxWriter>(std::move(output), name);
  MC_TRY(writer->begin(header));
  return std::unique_ptr<TableWriter>(std::move(writer));
}

}  // namespace medcredit::formats
