// Letters of commitment (信用承诺书) and the matters they may be used for, as data: commitments/*.yaml (one letter to a
// file) and commitment_items.yaml (告知承诺、容缺事项清单, R-COMM-05…07, 15).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/catalogue.h"

namespace medcredit::jurisdiction {

/// One promise that can be checked on a day.
struct LetterObligation {
  std::string id, text, source;
  std::string due;       ///< kAtEnd, kThroughout or the id of a clock counted from the day of the promise
  bool missing = false;  ///< a missing paper to be handed in (容缺)
};
inline constexpr std::string_view kAtEnd = "end";              ///< by the last day of validity
inline constexpr std::string_view kThroughout = "throughout";  ///< on every day of validity

/// A standard-format letter. The text has merge fields: {承诺人} {代码} {事项} {受理单位} {作出日期} {有效期}
/// {履约事项}.
struct LetterTemplate {
  std::string id, title, type, version, text, liability, term, source;
  std::string definedIn;  ///< jurisdiction whose file it is
  std::vector<domain::SubjectKind> subjects;
  std::string signer;     ///< who must sign: 法定代表人（负责人）
  std::string publicity;  ///< value of the enumeration publicity_type
  std::string education;  ///< edition of the credit education material shown (R-COMM-10); empty: none
  std::vector<LetterObligation> obligations;
  bool electronic = false;  ///< only with an electronic signature (阳山 四（一）)
  bool market = false;      ///< of a member towards its association: market credit information (R-COMM-11)
  bool unitOwn = false;     ///< 政务信用承诺书 of a unit (R-COMM-09)
  std::string digest;       ///< SM3 of all of it: stored with every letter
};

/// A matter that may be settled by notice and commitment (告知承诺) or with papers missing (容缺).
struct CommitmentItem {
  std::string id, name, letter, source;
  std::vector<std::string> categories;  ///< of subjects; empty: all
  bool notice = false;                  ///< 告知承诺
  std::vector<std::string> mayMiss;     ///< papers that may follow later; empty: none
  std::string missingClock;             ///< until when
  std::string firstCheck;               ///< clock of the first check after the approval; empty: none is asked
};

struct CommitmentRules {
  std::vector<LetterTemplate> letters;
  std::vector<CommitmentItem> items;

  [[nodiscard]] const LetterTemplate* letter(std::string_view id) const;
  [[nodiscard]] const CommitmentItem* item(std::string_view id) const;
};

}  // namespace medcredit::jurisdiction
