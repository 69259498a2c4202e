#include "service/supervision_class.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "service/grade_entry.h"
#include "service/grade_runs.h"
#include "service/record_view.h"

namespace medcredit::service {

namespace {

constexpr std::int64_t kMostFacts = 1000;
constexpr std::string_view kOutcomes = "evaluation-outcomes";
constexpr std::string_view kRules = "supervision-classes";

/// Place in the list of outcomes, best first; unknown words stand before all.
std::ptrdiff_t rankOf(const Context& context, std::string_view outcome) {
  const auto* list = context.law.codeList(kOutcomes);
  if (list == nullptr) return -1;
  const auto found = std::find_if(list->items.begin(), list->items.end(),
                                  [outcome](const auto& item) { return item.code == outcome; });
  return found == list->items.end() ? -1 : found - list->items.begin();
}

/// The newest of each kind; facts come newest first by number, the day decides.
std::vector<SectorResult> newestOfEachKind(const Context& context, const std::vector<FactView>& facts) {
  std::map<std::string, SectorResult> newest;
  for (const auto& view : facts) {
    if (!view.stands()) continue;
    SectorResult one{publicId('F', view.fact.id), {}, {}, view.fact.outcome, view.day()};
    for (const auto& [name, text] : view.detail) {
      if (name == "title") one.kind = text;
    }
    one.kindLabel = labelFor(context, "sector-evaluations", one.kind);
    const auto known = newest.find(one.kind);
    if (known == newest.end()) {
      newest.emplace(one.kind, std::move(one));
    } else if (known->second.on < one.on) {
      known->second = std::move(one);
    }
  }
  std::vector<SectorResult> out;
  for (auto& [kind, one] : newest) out.push_back(std::move(one));
  return out;
}

base::Result<std::string> gradeFor(Context& context, std::int64_t subjectId) {
  MC_ASSIGN(const auto current, currentGrade(context, subjectId));
  if (current) return current->level();
  MC_ASSIGN(const auto facts, listFacts(context, {"public_evaluation"}, subjectId, {}, kMostFacts));
  std::string label, on;
  for (const auto& view : facts) {
    if (!view.stands() || view.day() <= on) continue;
    on = view.day();
    label = labelFor(context, kOutcomes, view.fact.outcome);
  }
  return label;
}

bool fits(std::string_view wanted, std::string_view is) { return wanted == "*" || wanted == is; }

}  // namespace

base::Result<SupervisionClass> supervisionOf(Context& context, std::int64_t subjectId) {
  SupervisionClass out;
  MC_ASSIGN(out.grade, gradeFor(context, subjectId));
  MC_ASSIGN(const auto facts, listFacts(context, {"sector_evaluation"}, subjectId, {}, kMostFacts));
  out.sectors = newestOfEachKind(context, facts);
  for (const auto& one : out.sectors) {
    if (out.outcome.empty() || rankOf(context, one.outcome) > rankOf(context, out.outcome)) out.outcome = one.outcome;
  }
  const auto* rules = context.law.codeList(kRules);
  if (rules == nullptr) return out;
  for (const auto& rule : rules->items) {
    const std::string_view code(rule.code);
    const auto plus = code.find('+');
    if (plus == std::string_view::npos) continue;
    if (!fits(code.substr(0, plus), out.grade) || !fits(code.substr(plus + 1), out.outcome)) continue;
    out.label = rule.label;
    out.rule = rule.code;
    out.source = rule.note.empty() ? rule.source : rule.source + "；" + rule.note;
    break;
  }
  return out;
}

}  // namespace medcredit::service
