#include <utility>

#include "formats/annotate_xlsx.h"
#include "formats/csv_text.h"
#include "formats/file_io.h"
#include "formats/table_reader.h"
#include "formats/table_writer.h"
#include "formats/xlsx_output.h"

namespace medcredit::formats {

namespace {

/// Puts the planned text into its column, widening the row when needed.
void placeTexts(const std::vector<PlannedCell>& planned, std::vector<std::string>& cells) {
  for (const PlannedCell& cell : planned) {
    if (!cell.isText) continue;
    const auto column = static_cast<std::size_t>(cell.column);
    if (cells.size() <= column) cells.resize(column + 1);
    cells[column] = cell.text;
  }
}

/// Calls `write(rowNumber, cells, planned)` for every row of the source.
template <class Write>
base::Status forEachRow(const AnnotateRequest& request, ErrorColumn column, Write write) {
  MC_ASSIGN(const auto reader, openTable(request.source));
  AnnotationPlan plan(request, column);
  std::vector<base::CellView> views;
  std::vector<std::string> cells;
  std::int64_t row = 0;
  for (;;) {
    MC_ASSIGN(const bool more, reader->next(views, row));
    if (!more) return {};
    const auto planned = plan.row(row);
    cells.clear();
    for (const auto& view : views) cells.emplace_back(view.text);
    placeTexts(planned, cells);
    MC_TRY(write(row, cells, planned));
  }
}

base::Status annotateCsv(const AnnotateRequest& request, ErrorColumn column) {
  MC_ASSIGN(const auto file, AtomicFile::create(request.target));
  MC_TRY(file->write(kUtf8Bom));
  std::string line;
  MC_TRY(forEachRow(request, column, [&](std::int64_t, const std::vector<std::string>& cells, const auto&) {
    line.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) appendCsvCell(line, protectFormula(cells[i]), i == 0);
    return file->write(line += "\r\n");
  }));
  return file->commit();
}

base::Status annotateFresh(const AnnotateRequest& request, ErrorColumn column) {
  MC_ASSIGN(const auto output, XlsxOutput::create(request.target, true));
  lxw_worksheet* const sheet = output->addSheet("Sheet1");
  lxw_format* const plain = output->textFormat();
  lxw_format* const error = output->textFormat();
  format_set_bg_color(error, 0xFFC7CF);
  lxw_format* const warning = output->textFormat();
  format_set_bg_color(warning, 0xFFEB9D);
  worksheet_set_column(sheet, static_cast<lxw_col_t>(column.index), static_cast<lxw_col_t>(column.index), 60, plain);
  for (const CellComment& comment : commentsOf(request)) {
    lxw_comment_options options{};
    options.author = const_cast<char*>("医信");  // NOLINT: C interface, read only
    worksheet_write_comment_opt(sheet, static_cast<lxw_row_t>(comment.row - 1), static_cast<lxw_col_t>(comment.column),
                                comment.text.c_str(), &options);
  }
  const auto formatOf = [&](const std::vector<PlannedCell>& planned, std::size_t index) {
    for (const PlannedCell& cell : planned) {
      if (cell.marked && cell.column == static_cast<int>(index)) return cell.warning ? warning : error;
    }
    return plain;
  };
  MC_TRY(forEachRow(
      request, column, [&](std::int64_t row, std::vector<std::string>& cells, const auto& planned) -> base::Status {
        if (!planned.empty() && cells.size() <= static_cast<std::size_t>(planned.back().column)) {
          cells.resize(static_cast<std::size_t>(planned.back().column) + 1);
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
          lxw_format* const format = formatOf(planned, i);
          if (cells[i].empty() && format == plain) continue;
          const std::string text = cutText(cells[i], kMaxCellCharacters);
          const auto code = XlsxOutput::writeText(sheet, static_cast<std::size_t>(row - 1), i, text, format);
          if (code != LXW_NO_ERROR) return output->failure(code);
        }
        return {};
      }));
  return output->finish();
}

}  // namespace

base::Status annotatePlain(const AnnotateRequest& request, ErrorColumn column) {
  return request.target.extension() == ".csv" ? annotateCsv(request, column) : annotateFresh(request, column);
}

}  // namespace medcredit::formats
