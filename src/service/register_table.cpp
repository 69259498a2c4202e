#include "service/register_table.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "formats/table_reader.h"
#include "formats/table_writer.h"

namespace medcredit::service {

namespace {

constexpr std::int64_t kHeaderRows = 20;

/// Column of the file for each wanted column, -1 where it is absent.
struct HeaderMatch {
  std::vector<int> columns;
  std::vector<std::string> missing;
  int found = 0;
};

base::Result<HeaderMatch> matchHeader(const std::vector<base::CellView>& cells, std::int64_t row,
                                      const std::vector<NamedColumn>& wanted) {
  HeaderMatch match;
  match.columns.assign(wanted.size(), -1);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const auto key = base::headerKey(cells[c].text);
    if (key.empty()) continue;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
      const auto& labels = wanted[w].labels;
      const bool hit = std::any_of(labels.begin(), labels.end(),
                                   [&](const std::string& label) { return base::headerKey(label) == key; });
      if (!hit) continue;
      if (match.columns[w] >= 0) {
        return base::fail("QUAL-0004", {{"column", wanted[w].name}}, "第" + std::to_string(row) + "行");
      }
      match.columns[w] = static_cast<int>(c);
      ++match.found;
    }
  }
  for (std::size_t w = 0; w < wanted.size(); ++w) {
    if (wanted[w].required && match.columns[w] < 0) match.missing.push_back(wanted[w].name);
  }
  return match;
}

std::optional<NamedRow> readRow(const std::vector<base::CellView>& cells, std::int64_t number,
                                const std::vector<int>& columns) {
  NamedRow row;
  row.row = number;
  bool blank = true;
  for (const int column : columns) {
    NamedCell cell;
    if (column >= 0 && static_cast<std::size_t>(column) < cells.size()) {
      const auto& view = cells[static_cast<std::size_t>(column)];
      cell.text = base::cleanText(formats::unprotectFormula(view.text));
      cell.kind = view.kind;
    }
    blank = blank && cell.text.empty();
    row.cells.push_back(std::move(cell));
  }
  if (blank) return std::nullopt;
  return row;
}

std::string join(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : "、") + name;
  return out;
}

}  // namespace

base::Result<std::vector<NamedRow>> readNamedTable(const std::filesystem::path& path,
                                                   const std::vector<NamedColumn>& columns) {
  MC_ASSIGN(auto reader, formats::openTable(path));
  std::vector<base::CellView> cells;
  std::int64_t number = 0;
  std::optional<HeaderMatch> header;
  HeaderMatch best;
  for (const auto& column : columns) {
    if (column.required) best.missing.push_back(column.name);
  }
  std::vector<NamedRow> rows;
  while (true) {
    MC_ASSIGN(const bool more, reader->next(cells, number));
    if (!more) break;
    if (header) {
      if (auto row = readRow(cells, number, header->columns)) rows.push_back(std::move(*row));
      continue;
    }
    if (number > kHeaderRows) break;
    MC_ASSIGN(auto match, matchHeader(cells, number, columns));
    if (match.missing.empty()) {
      header = std::move(match);
    } else if (match.found > best.found) {
      best = std::move(match);
    }
  }
  if (!header) return base::fail("QUAL-0003", {{"columns", join(best.missing)}}, path.filename().string());
  return rows;
}

}  // namespace medcredit::service
