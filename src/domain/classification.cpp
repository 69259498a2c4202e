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

const LocalClass* fromLocal(std::span<const LocalClass> mapping, std::string_view local) {
  const auto it = std::find_if(mapping.begin(), mapping.end(), [local](const auto& m) { return m.local == local; });
  return it == mapping.end() ? nullptr : &*it;
}

std::string_view toLocal(std::span<const LocalClass> mapping, InfoClass info, std::string_view weight) {
  const auto it =
      std::find_if(mapping.begin(), mapping.end(), [&](const auto& m) { return m.info == info && m.weight == weight; });
  return it == mapping.end() ? std::string_view() : std::string_view(it->local);
}

bool isReversible(std::span<const LocalClass> mapping) {
  return std::all_of(mapping.begin(), mapping.end(),
                     [&](const LocalClass& m) { return toLocal(mapping, m.info, m.weight) == m.local; });
}

namespace {

bool contains(std::span<const std::string> list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

std::span<const std::string> kindsOf(InfoClass info, const ClassLists& lists) {
  if (info == InfoClass::kGood) return lists.goodKinds;
  if (info == InfoClass::kNegative) return lists.negativeKinds;
  if (info == InfoClass::kOther) return lists.otherKinds;
  return {};
}

base::Status checkGood(const ClassClaim& claim, const ClassLists& lists) {
  if (claim.kind == lists.goodKinds.front() &&
      (!claim.issuerLevel || *claim.issuerLevel == IssuerLevel::kBelowCounty)) {
    return base::fail("RECD-0013", {}, "issuer");
  }
  if (lists.goodKinds.size() > 1 && claim.kind == lists.goodKinds[1] &&
      !contains(lists.goodActivities, claim.activity)) {
    return base::fail("RECD-0014", {{"activity", std::string(claim.activity)}}, "activity");
  }
  return {};
}

}  // namespace

std::optional<IssuerLevel> issuerLevelFromText(std::string_view text) {
  constexpr auto kWords = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"national", "国家级"}, {"province", "省级"}, {"city", "市级"}, {"county", "县级"}, {"below-county", "乡镇级"}});
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i].first == text || kWords[i].second == text) return static_cast<IssuerLevel>(i);
  }
  return std::nullopt;
}

base::Status checkClass(const ClassClaim& claim, const ClassLists& lists) {
  const auto kinds = kindsOf(claim.info, lists);
  const std::string label(infoClassLabel(claim.info));
  if (kinds.empty()) {
    if (claim.kind.empty()) return {};
    return base::fail("RECD-0012", {{"class", label}, {"kind", std::string(claim.kind)}}, "kind");
  }
  if (claim.kind.empty()) return base::fail("RECD-0010", {{"class", label}}, "kind");
  if (!contains(kinds, claim.kind)) {
    return base::fail("RECD-0011", {{"class", label}, {"kind", std::string(claim.kind)}}, "kind");
  }
  return claim.info == InfoClass::kGood ? checkGood(claim, lists) : base::Status();
}

bool needsReview(InfoClass info, std::string_view kind, const ClassLists& lists) {
  return info == InfoClass::kOther && !lists.otherKinds.empty() && kind == lists.otherKinds.front();
}

base::Status checkDishonesty(const DishonestyClaim& claim, std::span<const std::string> levels) {
  if (claim.info != InfoClass::kNegative) {
    return base::fail("RECD-0020", {{"class", std::string(infoClassLabel(claim.info))}});
  }
  const auto missing = [](std::string what, std::string place) {
    return base::fail("RECD-0021", {{"what", std::move(what)}}, std::move(place));
  };
  if (claim.ruleId.empty()) return missing("认定规则编号", "rule");
  if (claim.clause.empty()) return missing("依据条款", "clause");
  if (claim.level.empty()) return missing("失信等级", "level");
  if (!contains(levels, claim.level)) return base::fail("RECD-0022", {{"level", std::string(claim.level)}}, "level");
  if (claim.level == levels.back() && claim.listType.empty()) {
    return base::fail("RECD-0023", {{"level", std::string(claim.level)}}, "list-type");
  }
  return {};
}

CycleSum sumCycle(std::span<const PracticeScore> scores, const ScoreCycle& cycle, base::CivilDate on) {
  // Cycles are counted from a fixed day of the year 2000, so that cycles of any length have fixed bounds.
  const auto anchor = base::CivilDate::fromYmd(2000, cycle.startMonth, cycle.startDay).value_or(base::CivilDate());
  const int length = std::max(1, cycle.months);
  int steps = ((on.year() - anchor.year()) * 12 + on.month() - anchor.month()) / length - 1;
  while (anchor.plusMonths((steps + 1) * length) <= on) ++steps;
  while (anchor.plusMonths(steps * length) > on) --steps;
  CycleSum out;
  out.from = anchor.plusMonths(steps * length);
  out.to = anchor.plusMonths((steps + 1) * length).plusDays(-1);
  for (const auto& score : scores) {
    if (score.on >= out.from && score.on <= out.to && score.on <= on) out.points.micro += score.points.micro;
  }
  out.alert = cycle.threshold && out.points >= *cycle.threshold;
  return out;
}

std::string_view complaintStateName(ComplaintState s) {
  constexpr auto kNames = std::to_array<std::string_view>({"unverified", "verified", "unfounded"});
  return kNames.at(static_cast<std::size_t>(s));
}

std::string_view complaintStateLabel(ComplaintState s) {
  constexpr auto kLabels = std::to_array<std::string_view>({"未核实", "属实", "不属实"});
  return kLabels.at(static_cast<std::size_t>(s));
}

std::optional<ComplaintState> complaintStateFromName(std::string_view name) {
  for (const auto state : {ComplaintState::kUnverified, ComplaintState::kVerified, ComplaintState::kUnfounded}) {
    if (complaintStateName(state) == name) return state;
  }
  return std::nullopt;
}

bool complaintsAreNegative(std::span<const Complaint> complaints, const ComplaintRule& rule, base::CivilDate on) {
  int verified = 0;
  const base::CivilDate since = on.plusMonths(-rule.months);
  for (const auto& complaint : complaints) {
    if (complaint.state != ComplaintState::kVerified || complaint.receivedOn > on) continue;
    if (complaint.consequence) return true;
    if (complaint.receivedOn > since) ++verified;
  }
  return verified >= rule.count;
}

}  // namespace medcredit::domain
