// What the public says is wrong with a published record. It goes as a message to the office that supplied the record
// (谁提供、谁负责). Chosen from lists, no free text: nobody can publish or smuggle in anything about anybody.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// Kind of the message.
inline constexpr std::string_view kNoticeCorrection = "correction";

struct CorrectionReport {
  std::int64_t recordId = 0;
  std::string field;   ///< id of a published field; empty: the record as a whole
  std::string reason;  ///< one of correctionReasons()
};

/// wrong 内容有误, outdated 已经变化, other-subject 不是该机构, repeated 重复公示.
[[nodiscard]] const std::vector<std::string_view>& correctionReasons();

/// Tells the supplying office, once a day for the same thing. ACCS-0401 for a record the public cannot see, or a field
/// it does not show.
base::Status reportCorrection(Context& context, const CorrectionReport& report);

}  // namespace medcredit::service
