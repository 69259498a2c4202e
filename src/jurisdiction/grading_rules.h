// What grading needs to know of a jurisdiction beside the models: which records are which facts, which sources must
// have delivered, who is graded from when (R-EVAL-06, 11, 12, 21), and the shipped demonstration models.
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

  [[nodiscard]] const GradeFeed* feed(std::string_view id) const;
};

}  // namespace medcredit::jurisdiction
