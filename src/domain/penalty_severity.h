// Severity (失信程度) of a penalty as its class data suggest it. A proposal is only that: it shortens or keeps the
// longest publicity of a record whose severity nobody stated, it never replaces a stated one and never hides a record
// (X-14, R-DUAL-12). Pure: values and rules in, a proposal with its basis out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "domain/subject.h"

namespace medcredit::domain {

/// Label of a severity name: 轻微, 一般, 严重; the name itself when it is none of the three.
[[nodiscard]] std::string_view severityLabel(std::string_view severity);
/// 1 for minor, 2 for general, 3 for serious, 0 for anything else.
[[nodiscard]] int severityRank(std::string_view severity);

/// One row of severity_rules.yaml: penalty classes of one severity, within bounds of an amount.
struct SeverityRule {
  enum class Amount { kNone, kFine, kConfiscated };
  std::string id;
  std::vector<std::string> classes;                   ///< values of the enumeration penalty_class
  std::string severity;                               ///< minor / general / serious
  std::optional<SubjectKind> subject;                 ///< empty: any
  Amount amount = Amount::kNone;                      ///< which amount (万元) the bounds speak of
  std::optional<base::Decimal6> over, atMost;         ///< exclusive and inclusive bound; an absent amount meets none
  std::optional<base::CivilDate> validFrom, validTo;  ///< decisions of these days, both included
  std::string source;
  bool isDefault = false;
};

/// What is known about one penalty, as its fields hold it.
struct PenaltyFacts {
  SubjectKind subject = SubjectKind::kOrganisation;
  std::string_view classes;  ///< 处罚类别, several joined by ；
  std::string_view fine, confiscated;
  std::optional<base::CivilDate> decidedOn;
};

/// A suggested severity and why: the deciding classes, each with its rule's basis or the default label.
struct SeverityProposal {
  std::string severity;
  std::string why;
  bool isDefault = false;  ///< one of the deciding rules rests on a default
};

/// Of several classes the most severe decides. Empty when there is no class, no decision day, or a class that no rule
/// covers: such a record keeps the longest publicity.
[[nodiscard]] std::optional<SeverityProposal> proposeSeverity(std::span<const SeverityRule> rules,
                                                              const PenaltyFacts& facts);

}  // namespace medcredit::domain
