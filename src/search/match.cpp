#include "search/match.h"

#include "search/pinyin.h"

namespace medcredit::search {

namespace {

/// True when `name` continues with `rest` at `at`.
bool continues(std::u16string_view name, std::size_t at, std::u16string_view rest) {
  return at <= name.size() && name.substr(at).starts_with(rest);
}

/// A slip that leads from the query to the part of the name that begins at `start`, with the length of that part.
struct Found {
  Slip slip;
  std::size_t length;
};

/// Looks for the slip at the first place where query and name differ; that suffices, because a single slip can always
/// be put there.
std::optional<Found> slipAt(std::u16string_view query, std::u16string_view name, std::size_t start, std::size_t same) {
  const std::size_t m = query.size();
  const std::size_t at = start + same;
  if (same + 1 < m && at + 1 < name.size() && query[same] == name[at + 1] && query[same + 1] == name[at] &&
      continues(name, at + 2, query.substr(same + 2))) {
    return Found{Slip::kSwapped, m};
  }
  const auto afterOne = query.substr(same + 1);
  const bool replaced = at < name.size() && continues(name, at + 1, afterOne);
  if (replaced && soundAlike(query[same], name[at])) return Found{Slip::kSameSound, m};
  // A character missing at either end of the part is no slip: the name simply holds the query.
  if (same > 0 && at < name.size() && continues(name, at + 1, query.substr(same))) return Found{Slip::kMissing, m + 1};
  if (continues(name, at, afterOne)) return Found{Slip::kAdded, m - 1};
  if (replaced) return Found{Slip::kWrong, m};
  return std::nullopt;
}

/// What is too weak a sign for a short query.
bool isTooWeak(Slip slip, bool whole, std::size_t queryLength) {
  if (slip == Slip::kSwapped || slip == Slip::kSameSound) return queryLength < 2 || (queryLength == 2 && !whole);
  if (slip == Slip::kMissing) return queryLength < 2 || (queryLength == 2 && !whole);
  if (queryLength <= 2) return true;
  return queryLength == 3 && !whole;
}

bool isBetter(const SlipMatch& a, const SlipMatch& b) {
  if (a.whole != b.whole) return a.whole;
  return a.slip < b.slip;
}

}  // namespace

std::optional<SlipMatch> findSlip(std::u16string_view query, std::u16string_view name) {
  std::optional<SlipMatch> best;
  if (query.size() < 2) return best;
  for (std::size_t start = 0; start < name.size(); ++start) {
    std::size_t same = 0;
    while (same < query.size() && start + same < name.size() && query[same] == name[start + same]) ++same;
    if (same == query.size()) return std::nullopt;
    const auto found = slipAt(query, name, start, same);
    if (!found) continue;
    const bool whole = start == 0 && found->length == name.size();
    if (isTooWeak(found->slip, whole, query.size())) continue;
    const SlipMatch match{found->slip, whole, static_cast<std::uint8_t>(same), static_cast<std::uint8_t>(start + same)};
    if (!best || isBetter(match, *best)) best = match;
  }
  return best;
}

}  // namespace medcredit::search
