// What has to be written where, whatever the form of the file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/cell.h"
#include "formats/annotate.h"

namespace medcredit::formats {

/// One cell of a row to be changed.
struct PlannedCell {
  int column = 0;
  bool marked = false;   ///< gets the fill
  bool warning = false;  ///< yellow instead of red
  bool isText = false;   ///< cell of the error column: `text` replaces its content (empty: cleared)
  std::string text;
};

/// Column of the file that takes the errors, and the header row's width.
struct ErrorColumn {
  int index = 0;
  bool reused = false;  ///< a column of an earlier return
};
/// The column whose header starts with the prefix, else the one behind the last used header.
[[nodiscard]] ErrorColumn chooseErrorColumn(std::span<const base::CellView> header, const std::string& prefix);

/// Walks over the marks in the order of rows.
class AnnotationPlan {
 public:
  AnnotationPlan(const AnnotateRequest& request, ErrorColumn column) : request_(request), column_(column) {}

  [[nodiscard]] const ErrorColumn& errorColumn() const { return column_; }
  /// Changes of a row, by column; rows must be asked for in ascending order. Several marks on a cell are one.
  [[nodiscard]] std::vector<PlannedCell> row(std::int64_t number);

 private:
  const AnnotateRequest& request_;
  ErrorColumn column_;
  std::size_t next_ = 0;
};

/// One comment: all texts of a cell, one per line.
struct CellComment {
  std::int64_t row = 0;
  int column = 0;
  std::string text;
};
/// More comments than this make spreadsheets unusably slow: the rest is told by fill and error column alone.
inline constexpr std::size_t kMaxComments = 10000;
[[nodiscard]] std::vector<CellComment> commentsOf(const AnnotateRequest& request);

}  // namespace medcredit::formats
