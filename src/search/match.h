// Comparing one query with one name, both folded: where it stands in the name, or which single slip leads to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace medcredit::search {

/// The slip between query and name, in the order of their rank.
enum class Slip : std::uint8_t {
  kSwapped,    ///< two neighbours in the wrong order
  kSameSound,  ///< one character replaced by one that sounds alike
  kMissing,    ///< the query lacks one character
  kAdded,      ///< the query has one character too many
  kWrong       ///< one character replaced
};

/// A name (or a part of it) that is one slip away from the query.
struct SlipMatch {
  Slip slip = Slip::kWrong;
  bool whole = false;        ///< the whole name, not only a part
  std::uint8_t queryAt = 0;  ///< place of the slip in the query
  std::uint8_t nameAt = 0;   ///< the same place in the name
};

/// The best slip that leads from the query to the name or to a part of it; empty when there is none. Short queries say
/// little: with two characters only swaps and equal sounds count, or one missing between them; with three a wrong or an
/// added character counts only when the rest is the whole name (默认值（依据未规定）). A name that holds the query as
/// it is has no slip.
[[nodiscard]] std::optional<SlipMatch> findSlip(std::u16string_view query, std::u16string_view name);

}  // namespace medcredit::search
