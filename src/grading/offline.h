// Grades a whole register without a database: subjects and facts in, grades and ledgers out (language.md section 12).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "grading/csv_scan.h"
#include "grading/model.h"
#include "grading/offline_facts.h"
#include "grading/offline_report.h"
#include "grading/offline_subjects.h"

namespace medcredit::grading {

/// Takes the text of an output file, piece by piece.
class TextSink {
 public:
  virtual ~TextSink() = default;
  [[nodiscard]] virtual base::Status write(std::string_view text) = 0;
};

/// Subjects and facts of a register in memory.
struct Register {
  SubjectList subjects;
  std::unique_ptr<PackedFacts> facts;
};

/// Reads both files; `needs` says what of the facts is kept.
[[nodiscard]] base::Result<std::unique_ptr<Register>> readRegister(const ByteSource& subjects, const ByteSource& facts,
                                                                   const FactNeeds& needs, unsigned threads,
                                                                   OfflineReport& report);

struct OfflineOutput {
  TextSink* grades = nullptr;
  TextSink* ledger = nullptr;
  TextSink* compact = nullptr;  ///< ledgers in the form of ledger.h, one per subject of the list
  bool release = true;          ///< free the facts of a partition once it is graded
};

/// Grades every subject of the register. The output does not depend on `threads`.
[[nodiscard]] base::Status gradeRegister(const Program& program, Register& source, unsigned threads,
                                         const OfflineOutput& output, OfflineReport& report);

}  // namespace medcredit::grading
