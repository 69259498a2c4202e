// What grading needs to know of a jurisdiction beside the models: which records are which facts, which sources must
// have delivered, who is graded from when (R-EVAL-06, 11, 12, 21), the shipped demonstration models, and the risk
// beside the grade.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/catalogue.h"
#include "domain/record.h"

namespace medcredit::jurisdiction {

/// How a record becomes a fact of a model (fact_rules.yaml). All conditions that are given must hold; the first rule
/// that holds decides, rules of the jurisdiction itself before inherited ones.
struct FactRule {
  std::string id;
  std::string of;                          ///< type of fact
  std::vector<std::string> entries;        ///< catalogue entries
  std::vector<std::string> enforcement;    ///< enforcement classes: 行政处罚 …
  std::vector<domain::InfoClass> classes;  ///< of the six
  std::vector<std::string> kinds;          ///< kind codes: N03, G1 …
  std::string dishonesty;                  ///< level of recognition as dishonest; empty: not asked
  bool occurred = false;                   ///< the decision date stands for `occurred_on` instead of `determined_on`
  std::string severity;                    ///< fixed word; empty: that of the record, else the proposed one
  domain::FieldRole outcomeRole = domain::FieldRole::kNone;
  std::vector<std::pair<std::string, std::string>> outcomes;      ///< value of the field → word of the model
  std::vector<std::pair<std::string, domain::FieldRole>> fields;  ///< further fields of the fact by role
  std::string source;
};

/// A source whose delivery counts for coverage (grade_feeds.yaml).
struct GradeFeed {
  std::string id, label, source;
  std::vector<std::string> entries;      ///< catalogue entries that deliver it
  std::vector<std::string> enforcement;  ///< … and those of these enforcement classes
  /// Delivered by declaration: what has no catalogue entry (practice points, commitments …).
  [[nodiscard]] bool declared() const { return entries.empty() && enforcement.empty(); }
};

/// Who is graded as what, from which year on (grade_scope.yaml). The first row a subject meets decides.
struct GradeScope {
  std::string id, source;
  domain::SubjectKind subject = domain::SubjectKind::kOrganisation;
  std::vector<std::string> categories;  ///< any of them; empty: every subject of the kind
  std::string kind, type;               ///< as models name them
  int fromYear = 0, toYear = 9999;      ///< years evaluated, both included
  bool unpublished = false;             ///< graded, kept inside (R-EVAL-21)
};

/// What raises the risk of a subject beside its grade (risk_signals.yaml, R-REF-04), counted once per fact.
struct RiskSignalRule {
  std::string id;  ///< penalty, complaint-verified, complaint-open, reference-verified, reference-open
  std::string label, source;
  int points = 0;
  int months = 12;  ///< how far back it counts
};

/// A level of risk from that many points on (risk_levels.yaml), lowest first.
struct RiskLevel {
  std::string id, label, source;
  int from = 0;
};

/// Weight of a subject of that grade and risk in the draw for inspection (draw_weights.yaml; 海南办法 第三十三条,
/// R-REF-06). The first row that fits decides.
struct DrawWeight {
  std::string id, source;
  std::vector<std::string> grades;  ///< any of them; empty: every grade, also none
  std::string risk;                 ///< id of a risk level; empty: every one
  int weight = 0;                   ///< twice the weight: twice as likely to be drawn first
};

/// A model file of the jurisdiction or one it inherits from (models/*.yaml).
struct ModelFile {
  std::string name;  ///< "hainan/models/institution.yaml"
  std::string text;
  std::string definedIn;
};

struct GradingRules {
  std::vector<FactRule> facts;
  std::vector<GradeFeed> feeds;
  std::vector<GradeScope> scopes;
  std::vector<ModelFile> models;
  std::vector<RiskSignalRule> riskSignals;
  std::vector<RiskLevel> riskLevels;
  std::vector<DrawWeight> drawWeights;

  [[nodiscard]] const GradeFeed* feed(std::string_view id) const;
  [[nodiscard]] const RiskSignalRule* riskSignal(std::string_view id) const;
  /// Level of a sum of points; nullptr only without any level.
  [[nodiscard]] const RiskLevel* riskLevel(int points) const;
  /// `grade` empty: not graded. nullptr: no row fits.
  [[nodiscard]] const DrawWeight* drawWeight(std::string_view grade, std::string_view risk) const;
};

}  // namespace medcredit::jurisdiction
