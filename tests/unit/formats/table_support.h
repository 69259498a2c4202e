// Reading whole tables in tests, and what every refusal must be like.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "domain/messages.h"
#include "formats/table_reader.h"
#include "support/temp_dir.h"

namespace medcredit::test {

struct ReadRow {
  std::int64_t number = 0;
  std::vector<std::string> cells;
  std::vector<base::CellKind> kinds;
  friend bool operator==(const ReadRow&, const ReadRow&) = default;
};

struct ReadTable {
  std::string code;  ///< of the refusal; empty when all was read
  base::Error error;
  formats::TableInfo info;
  std::vector<ReadRow> rows;

  /// Rows as text: "1:a|b;2:c" (for short expectations).
  [[nodiscard]] std::string text() const {
    if (!code.empty()) return code;
    std::string out;
    for (const auto& row : rows) {
      out += (out.empty() ? "" : ";") + std::to_string(row.number) + ":";
      for (std::size_t i = 0; i < row.cells.size(); ++i) out += (i == 0 ? "" : "|") + row.cells[i];
    }
    return out;
  }
};

/// A refusal must say something: its code has a text and every placeholder of it is bound.
inline void expectSpeakable(const base::Error& error) {
  const auto* message = domain::findMessage(error.code);
  ASSERT_NE(message, nullptr) << error.code;
  for (const std::string_view pattern : {message->text, message->remedy}) {
    for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
      const auto name = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
      EXPECT_FALSE(error.arg(name).empty()) << error.code << " {" << name << "}";
    }
  }
}

inline ReadTable drain(base::Result<std::unique_ptr<formats::TableReader>> opened) {
  ReadTable table;
  const auto refuse = [&](const base::Error& error) {
    table.code = error.code;
    table.error = error;
    expectSpeakable(error);
  };
  if (!opened.ok()) {
    refuse(opened.error());
    return table;
  }
  table.info = (*opened)->info();
  std::vector<base::CellView> cells;
  for (;;) {
    ReadRow row;
    auto more = (*opened)->next(cells, row.number);
    if (!more.ok()) {
      refuse(more.error());
      return table;
    }
    if (!*more) return table;
    for (const auto& cell : cells) {
      row.cells.emplace_back(cell.text);
      row.kinds.push_back(cell.kind);
    }
    table.rows.push_back(std::move(row));
  }
}

/// Bytes as a file, read to the end.
inline ReadTable readBytes(std::string_view bytes, const formats::ReadLimits& limits = {}) {
  const TempDir folder;
  writeFile(folder / "in", bytes);
  return drain(formats::openTable(folder / "in", limits));
}

/// Reads to the end without keeping anything: the number of rows, or -1 with the code in `code`.
inline std::int64_t countRows(const std::filesystem::path& path, std::string& code,
                              const formats::ReadLimits& limits = {}) {
  auto opened = formats::openTable(path, limits);
  std::vector<base::CellView> cells;
  std::int64_t number = 0;
  for (std::int64_t rows = 0; opened.ok(); ++rows) {
    auto more = (*opened)->next(cells, number);
    if (more.ok() && !*more) return rows;
    if (!more.ok()) {
      code = more.error().code;
      expectSpeakable(more.error());
      return -1;
    }
  }
  code = opened.error().code;
  return -1;
}

inline ReadTable readPath(const std::filesystem::path& path) { return drain(formats::openTable(path)); }

}  // namespace medcredit::test
