#include "formats/annotate_plan.h"

#include <algorithm>
#include <utility>

#include "formats/xlsx_output.h"

namespace medcredit::formats {

ErrorColumn chooseErrorColumn(std::span<const base::CellView> header, const std::string& prefix) {
  int used = 0;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (!prefix.empty() && header[i].text.starts_with(prefix)) return {static_cast<int>(i), true};
    if (!header[i].text.empty()) used = static_cast<int>(i) + 1;
  }
  return {used, false};
}

std::vector<PlannedCell> AnnotationPlan::row(std::int64_t number) {
  const auto& marks = request_.marks;
  while (next_ < marks.size() && marks[next_].row < number) ++next_;
  std::vector<PlannedCell> cells;
  std::string texts;
  for (; next_ < marks.size() && marks[next_].row == number; ++next_) {
    const CellMark& mark = marks[next_];
    if (!mark.text.empty()) texts += (texts.empty() ? "" : "；") + mark.text;
    if (mark.column < 0 || mark.column == column_.index) continue;
    const auto it = std::find_if(cells.begin(), cells.end(), [&](const auto& c) { return c.column == mark.column; });
    if (it == cells.end()) {
      cells.push_back({mark.column, true, mark.warning, false, ""});
    } else {
      it->warning = it->warning && mark.warning;
    }
  }
  if (number == request_.headerRow) texts = request_.errorHeader;
  if (!texts.empty() || (column_.reused && number > request_.headerRow)) {
    cells.push_back({column_.index, false, false, true, cutText(texts, kMaxCellCharacters)});
  }
  std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
  return cells;
}

std::vector<CellComment> commentsOf(const AnnotateRequest& request) {
  std::vector<CellComment> comments;
  for (const CellMark& mark : request.marks) {
    if (mark.column < 0 || mark.text.empty()) continue;
    if (!comments.empty() && comments.back().row == mark.row && comments.back().column == mark.column) {
      comments.back().text += "\n" + mark.text;
      continue;
    }
    if (comments.size() == kMaxComments) break;
    comments.push_back({mark.row, mark.column, mark.text});
  }
  for (auto& comment : comments) comment.text = cutText(comment.text, kMaxCellCharacters);
  return comments;
}

}  // namespace medcredit::formats
