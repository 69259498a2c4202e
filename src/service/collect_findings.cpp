#include "service/collect_findings.h"

#include <algorithm>
#include <charconv>

namespace medcredit::service {

namespace {

constexpr std::string_view kTagOpen = "【第";
constexpr std::string_view kTagClose = "行】";

store::StoredFinding render(const domain::Finding& finding) {
  store::StoredFinding out;
  out.fileRow = finding.row;
  out.fileColumn = finding.column;
  out.code = finding.code;
  out.severity = finding.severity == domain::Severity::kError ? "error" : "warning";
  out.field = finding.field;
  out.value = finding.value;
  out.message = domain::findingMessage(finding);
  out.basis = domain::findingBasis(finding);
  out.suggestion = finding.suggestion;
  return out;
}

formats::CellMark markOf(const store::StoredFinding& finding) {
  return {finding.fileRow, static_cast<int>(finding.fileColumn), finding.severity == "warning", markText(finding)};
}

void sortMarks(std::vector<formats::CellMark>& marks) {
  std::stable_sort(marks.begin(), marks.end(), [](const formats::CellMark& a, const formats::CellMark& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
}

/// One tag per row that has marks, before them.
std::vector<formats::CellMark> withTags(std::vector<formats::CellMark> marks) {
  sortMarks(marks);
  std::vector<formats::CellMark> out;
  out.reserve(marks.size() + marks.size() / 2);
  for (std::size_t from = 0; from < marks.size();) {
    const std::int64_t row = marks[from].row;
    std::size_t to = from;
    bool onlyWarnings = true;
    for (; to < marks.size() && marks[to].row == row; ++to) onlyWarnings = onlyWarnings && marks[to].warning;
    out.push_back({row, -1, onlyWarnings, rowTag(row)});
    for (; from < to; ++from) out.push_back(std::move(marks[from]));
  }
  return out;
}

}  // namespace

void FindingLog::add(const domain::Finding& finding) {
  ++total_;
  if (finding.severity == domain::Severity::kWarning) ++warnings_;
  const auto it = byCode_.find(finding.code);
  if (it != byCode_.end()) {
    ++it->second;
  } else {
    byCode_.emplace(finding.code, 1);
  }
  const bool store = stored_.size() < maxStored_;
  const bool mark = keepMarks_ && marks_.size() < maxMarks_;
  if (!store && !mark) return;
  auto rendered = render(finding);
  rendered.seq = total_;
  if (mark) marks_.push_back(markOf(rendered));
  if (store) stored_.push_back(std::move(rendered));
}

std::vector<std::pair<std::string, std::int64_t>> FindingLog::countsByCode() const {
  return {byCode_.begin(), byCode_.end()};
}

std::vector<formats::CellMark> FindingLog::takeMarks() { return withTags(std::move(marks_)); }

std::string markText(const store::StoredFinding& finding) {
  std::string text = finding.code + (finding.severity == "warning" ? " 提示：" : " 错误：") + finding.message;
  if (!finding.suggestion.empty()) text += "。建议：" + finding.suggestion;
  if (!finding.basis.empty()) text += "。依据：" + finding.basis;
  return text;
}

std::string rowTag(std::int64_t fileRow) {
  return std::string(kTagOpen) + std::to_string(fileRow) + std::string(kTagClose);
}

std::int64_t rowInTag(std::string_view cell) {
  const auto open = cell.find(kTagOpen);
  if (open == std::string_view::npos) return 0;
  cell.remove_prefix(open + kTagOpen.size());
  std::int64_t row = 0;
  const auto [end, ec] = std::from_chars(cell.data(), cell.data() + cell.size(), row);
  if (ec != std::errc() || !std::string_view(end, cell.data() + cell.size()).starts_with(kTagClose)) return 0;
  return row;
}

std::vector<formats::CellMark> marksOf(const std::vector<store::StoredFinding>& findings) {
  std::vector<formats::CellMark> marks;
  marks.reserve(findings.size());
  for (const auto& finding : findings) marks.push_back(markOf(finding));
  return withTags(std::move(marks));
}

}  // namespace medcredit::service
