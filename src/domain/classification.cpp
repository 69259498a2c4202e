#include "domain/classification.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace medcredit::domain {

namespace {

constexpr auto kKeptWords =
    std::to_array<std::string_view>({"已履行", "全部履行", "已全部履行", "履行完毕", "已履行完毕", "按期履行", "已履约",
                                     "履约", "守诺", "已践诺", "践诺"});
constexpr auto kBrokenWords =
    std::to_array<std::string_view>({"未履行", "未按期履行", "逾期未履行", "拒不履行", "不履行", "未履约", "违约",
                                     "违诺", "未践诺", "虚假承诺", "违反承诺"});

Nature natureOf(InfoClass info, Nature otherwise) {
  if (info == InfoClass::kGood) return Nature::kPositive;
  if (info == InfoClass::kNegative) return Nature::kNegative;
  return otherwise;
}

}  // namespace

Fulfilment fulfilmentFromState(std::string_view state) {
  const std::string key = base::headerKey(state);
  const auto is = [&key](std::string_view word) { return key == word; };
  if (std::any_of(kKeptWords.begin(), kKeptWords.end(), is)) return Fulfilment::kKept;
  if (std::any_of(kBrokenWords.begin(), kBrokenWords.end(), is)) return Fulfilment::kBroken;
  return Fulfilment::kOpen;
}

Classified classifyRecord(const CatalogueEntry& entry, std::string_view fulfilmentState,
                          std::string_view defaultInfoClass) {
  if (!fulfilmentState.empty() && entry.byRole(FieldRole::kFulfilmentState) != nullptr) {
    const Fulfilment outcome = fulfilmentFromState(fulfilmentState);
    if (outcome == Fulfilment::kKept) return {InfoClass::kGood, Nature::kPositive};
    if (outcome == Fulfilment::kBroken) return {InfoClass::kNegative, Nature::kNegative};
  }
  if (const auto stated = infoClassFromName(defaultInfoClass)) return {*stated, natureOf(*stated, entry.nature)};
  switch (entry.nature) {
    case Nature::kPositive:
      return {InfoClass::kGood, Nature::kPositive};
    case Nature::kNegative:
      return {InfoClass::kNegative, Nature::kNegative};
    case Nature::kNeutral:
      break;
  }
  return {InfoClass::kBasic, Nature::kNeutral};
}

}  // namespace medcredit::domain
