// Permits and penalties decided by the synthetic authority, as canonical field values by national code.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "subjects.h"

namespace medcredit::synth {

using Fields = std::map<std::string, std::string, std::less<>>;

struct Decision {
  base::CivilDate date;
  std::string documentNo;
  Fields fields;
};

enum class Act { kPermit, kPenalty };

/// Column labels of a template edition, in its order: {label, national code}.
struct Column {
  std::string label;
  std::string code;
};
enum class HeaderStyle {
  kNational,  ///< labels of the current edition
  kCodes,     ///< XK_XDR_MC …
  kOld,       ///< labels of the 2016 and 2018 editions where they differ, other order, blanks in brackets
};
[[nodiscard]] std::vector<Column> columnsOf(Act act, bool person, HeaderStyle style);

/// Prefix of the national codes: "XK_" or "CF_".
[[nodiscard]] std::string_view prefixOf(Act act);

class DecisionMaker {
 public:
  DecisionMaker(std::vector<Organisation> organisations, std::vector<Person> persons, std::uint64_t seed);

  /// Decisions of one office on the working days of [from, to]: up to `perDay` a day. `series` starts the document
  /// numbers.
  std::vector<Decision> make(Act act, bool person, std::string_view series, base::CivilDate from, base::CivilDate to,
                             std::size_t perDay);

 private:
  Fields permit(bool person, base::CivilDate date);
  Fields penalty(bool person, base::CivilDate date);
  void counterpart(Fields& fields, std::string_view prefix, bool person);

  std::vector<Organisation> organisations_;
  std::vector<Person> persons_;
  Random random_;
  std::map<std::string, int, std::less<>> numbers_;
};

inline constexpr std::string_view kAuthority = "示例市卫生健康委员会";
/// Credit code of the synthetic authority.
[[nodiscard]] std::string authorityCode();

}  // namespace medcredit::synth
