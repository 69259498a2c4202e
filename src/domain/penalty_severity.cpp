#include "domain/penalty_severity.h"

#include <algorithm>

#include "domain/row_judge.h"

namespace medcredit::domain {

namespace {

constexpr std::string_view kDefaultMark = "default: ";

bool withinBounds(const SeverityRule& rule, const PenaltyFacts& facts) {
  if (rule.amount == SeverityRule::Amount::kNone) return true;
  const auto amount =
      base::Decimal6::parse(rule.amount == SeverityRule::Amount::kFine ? facts.fine : facts.confiscated);
  return amount && (!rule.over || *amount > *rule.over) && (!rule.atMost || *amount <= *rule.atMost);
}

bool covers(const SeverityRule& rule, std::string_view penaltyClass, const PenaltyFacts& facts) {
  if (rule.subject && *rule.subject != facts.subject) return false;
  if ((rule.validFrom && *facts.decidedOn < *rule.validFrom) || (rule.validTo && *facts.decidedOn > *rule.validTo)) {
    return false;
  }
  return std::find(rule.classes.begin(), rule.classes.end(), penaltyClass) != rule.classes.end() &&
         withinBounds(rule, facts);
}

/// The most severe rule that covers the class; nullptr when none does.
const SeverityRule* ruleFor(std::span<const SeverityRule> rules, std::string_view penaltyClass,
                            const PenaltyFacts& facts) {
  const SeverityRule* found = nullptr;
  for (const auto& rule : rules) {
    if (!covers(rule, penaltyClass, facts)) continue;
    if (found == nullptr || severityRank(rule.severity) > severityRank(found->severity)) found = &rule;
  }
  return found;
}

/// The rule's bounds, not the record's amount: a reason must not tell what a field may be hidden for.
std::string boundsText(const SeverityRule& rule) {
  if (rule.over && rule.atMost) return "（超过" + rule.over->str() + "万元、不超过" + rule.atMost->str() + "万元）";
  if (rule.over) return "（超过" + rule.over->str() + "万元）";
  if (rule.atMost) return "（不超过" + rule.atMost->str() + "万元）";
  return {};
}

std::string reasonOf(std::string_view penaltyClass, const SeverityRule& rule) {
  std::string_view basis = rule.source;
  if (basis.starts_with(kDefaultMark)) basis.remove_prefix(kDefaultMark.size());
  return "处罚类别“" + std::string(penaltyClass) + "”" + boundsText(rule) + "属" +
         std::string(severityLabel(rule.severity)) + "：" + std::string(basis);
}

}  // namespace

std::string_view severityLabel(std::string_view severity) {
  switch (severityRank(severity)) {
    case 1:
      return "轻微";
    case 2:
      return "一般";
    case 3:
      return "严重";
    default:
      return severity;
  }
}

int severityRank(std::string_view severity) {
  if (severity == "minor") return 1;
  if (severity == "general") return 2;
  return severity == "serious" ? 3 : 0;
}

std::optional<SeverityProposal> proposeSeverity(std::span<const SeverityRule> rules, const PenaltyFacts& facts) {
  if (!facts.decidedOn) return std::nullopt;
  SeverityProposal proposal;
  for (const auto penaltyClass : listParts(facts.classes)) {
    const auto* rule = ruleFor(rules, penaltyClass, facts);
    if (rule == nullptr) return std::nullopt;
    const int rank = severityRank(rule->severity);
    const int best = severityRank(proposal.severity);
    if (rank < best) continue;
    if (rank > best) proposal = {rule->severity, {}, false};
    if (!proposal.why.empty()) proposal.why += "；";
    proposal.why += reasonOf(penaltyClass, *rule);
    proposal.isDefault = proposal.isDefault || rule->isDefault;
  }
  if (proposal.severity.empty()) return std::nullopt;
  return proposal;
}

}  // namespace medcredit::domain
