// Finding the header of a sent table and binding its columns to the fields of a catalogue entry (R-COLL-04).
//
// Offices put title rows above the header, reorder columns, mix national codes with Chinese labels, and use the labels
// of the 2016 and 2018 editions. What cannot be told for certain stops the file before any row is read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cell.h"
#include "base/result.h"
#include "domain/catalogue.h"
#include "domain/finding.h"
#include "jurisdiction/jurisdiction.h"

namespace medcredit::service {

/// A row kept in memory: the first rows of a file are looked at before its header is known.
struct KeptRow {
  struct Cell {
    std::string text;
    base::CellKind kind = base::CellKind::kText;
  };
  std::int64_t number = 0;  ///< the file's own 1-based row number
  std::vector<Cell> cells;
};

/// How many leading non-blank rows may stand before and around the header.
inline constexpr std::size_t kHeaderScanRows = 12;
/// Header of the column that an annotated return carries; the batch id follows in 【】.
inline constexpr std::string_view kResultHeaderPrefix = "医信校验结果";

/// Columns bound to fields.
struct HeaderMap {
  std::int64_t row = 0;            ///< the file's own number of the header row
  std::size_t keptIndex = 0;       ///< index of the header row among the kept rows
  std::vector<int> columnOfField;  ///< by field index; -1 when the file has no such column
  /// Further columns of a multi-valued field, (field, column): 处罚类别1 and 处罚类别2 of the 2016 edition.
  std::vector<std::pair<int, int>> joinedColumns;
  std::vector<std::string> titles;              ///< header text by column, as sent
  int width = 0;                                ///< columns up to the last non-blank header
  int resultColumn = -1;                        ///< column of an annotated return; -1 when there is none
  std::optional<std::int64_t> roundOf;          ///< batch named in the result column of a returned file
  std::vector<std::int64_t> furtherHeaderRows;  ///< second header row (codes above labels): skipped
  std::vector<domain::Finding> findings;        ///< columns that are dropped, as warnings
};

/// Binds the header found among `rows` to the fields of `entry`. Failures (nothing may be stored): COLL-0004 no header,
/// COLL-0005 required header missing, COLL-0006 two columns for one field, COLL-0007 merged or split header, COLL-0008
/// template of another entry, COLL-0009 numbered header without words, COLL-0010 another unit of money, COLL-0014 one
/// header fits several fields. `sourceCodeKnown`: the supplying unit has a credit code that stands in for
/// 数据来源单位统一 社会信用代码.
[[nodiscard]] base::Result<HeaderMap> mapHeader(const jurisdiction::Jurisdiction& law,
                                                const domain::CatalogueEntry& entry, std::span<const KeptRow> rows,
                                                bool sourceCodeKnown);

/// True when a header for this field must be in every file of the entry: it is required for every subject class the
/// entry admits and the supplying unit does not stand in for it.
[[nodiscard]] bool headerRequired(const domain::CatalogueEntry& entry, const domain::FieldDef& field,
                                  bool sourceCodeKnown);

/// Name of a 0-based column as spreadsheets show it: A, B … AA.
[[nodiscard]] std::string columnLetters(int column);

}  // namespace medcredit::service
