// What a check found in one cell or row: a stable code, a place, a reason and, where it can be computed, a suggestion.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/catalogue.h"

namespace medcredit::domain {

struct Finding {
  std::string code;  ///< COLL-*, IDEN-*
  Severity severity = Severity::kError;
  std::int64_t row = 0;              ///< the file's own row number, 1-based, header row counted
  int column = -1;                   ///< 0-based column of the file; -1 when the finding concerns the row
  std::string field;                 ///< national code or field name; empty for the row
  std::string value;                 ///< offending value as sent (cut to 200 characters)
  std::vector<base::ErrorArg> args;  ///< arguments of the text
  std::string rule;                  ///< rule id ("DP05"), empty for generic checks
  std::string basis;                 ///< overrides the catalogue's basis when not empty
  std::string suggestion;            ///< corrected value, when one can be computed
};

/// Chinese sentence for a finding.
[[nodiscard]] std::string findingMessage(const Finding& f);
/// Basis: the finding's own, else the message catalogue's.
[[nodiscard]] std::string findingBasis(const Finding& f);

}  // namespace medcredit::domain
