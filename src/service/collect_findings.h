// The findings of one import: complete counts, a bounded number kept, marks for the annotated return.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/finding.h"
#include "formats/annotate.h"
#include "store/batches.h"

namespace medcredit::service {

class FindingLog {
 public:
  /// `keepMarks`: an annotated return will be written. Both limits bound the memory whatever the file.
  FindingLog(bool keepMarks, std::size_t maxStored, std::size_t maxMarks)
      : keepMarks_(keepMarks), maxStored_(maxStored), maxMarks_(maxMarks) {}

  /// Takes a finding whose row and column are filled. Findings must come in the order of their rows.
  void add(const domain::Finding& finding);

  [[nodiscard]] std::int64_t warnings() const { return warnings_; }
  [[nodiscard]] std::int64_t total() const { return total_; }
  [[nodiscard]] const std::vector<store::StoredFinding>& stored() const { return stored_; }
  [[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> countsByCode() const;
  /// Marks sorted by row and column; each marked row begins with its row tag (see rowTag).
  [[nodiscard]] std::vector<formats::CellMark> takeMarks();

 private:
  bool keepMarks_;
  std::size_t maxStored_, maxMarks_;
  std::int64_t warnings_ = 0, total_ = 0;
  std::map<std::string, std::int64_t, std::less<>> byCode_;
  std::vector<store::StoredFinding> stored_;
  std::vector<formats::CellMark> marks_;
};

/// Text of a finding in the annotated return: "COLL-0101 错误：… 建议：…。依据：…".
[[nodiscard]] std::string markText(const store::StoredFinding& finding);
/// "【第5行】": stands at the head of the result cell, so that a returned row is known again after sorting or deleting.
[[nodiscard]] std::string rowTag(std::int64_t fileRow);
/// Row named by a result cell; 0 when it names none.
[[nodiscard]] std::int64_t rowInTag(std::string_view cell);
/// Marks of findings that are already stored, for a file that was imported before.
[[nodiscard]] std::vector<formats::CellMark> marksOf(const std::vector<store::StoredFinding>& findings);

}  // namespace medcredit::service
