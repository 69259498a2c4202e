// The mistakes offices make, planted into otherwise right rows and counted, so that a run can be held against the
// truth.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decisions.h"
#include "sheet.h"

namespace medcredit::synth {

enum class Mistake {
  // the row comes back
  kWrongCheckDigit,  ///< last character of the credit code or identity number
  kCodeAsNumber,     ///< 18-digit code kept as a number: its last digits are lost
  kImpossibleDate,   ///< 2026-02-30
  kFutureDate,       ///< decided next year
  kMissingContent,   ///< a required text left empty
  kUnknownClass,     ///< permit or penalty class that is not in the list
  kAmountWithUnit,   ///< "2000元" in an amount
  kFineWithoutAmount,
  // the row is taken, with a warning or a silent-free repair
  kFullWidth,  ///< full-width digits
  kLowerCase,  ///< lower-case letters in a code
  kInvisible,  ///< zero-width blank in the name, blanks around it
  kYuanEntry,  ///< 罚款金额 in 元 instead of 万元
};

/// Stable name for truth.tsv.
[[nodiscard]] std::string_view mistakeName(Mistake mistake);
/// True when the row must be rejected.
[[nodiscard]] bool isFatal(Mistake mistake);
/// True when the mistake can be made in this decision at all (a code of digits only, a fine …).
[[nodiscard]] bool applies(Mistake mistake, Act act, bool person, const Fields& fields);
/// Plants it; `cells` are the row's cells in the order of `columns`.
void plant(Mistake mistake, Act act, bool person, const std::vector<Column>& columns, FileStyle style,
           std::vector<Cell>& cells);

}  // namespace medcredit::synth
