// Facts of grading entered by hand: reference information (R-REF-01, 05, 08), self-checks, commitments, sector
// evaluations (R-EVAL-13), score sheets; the declaration of sources without catalogue entries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "service/context.h"
#include "store/grade_facts.h"

namespace medcredit::service {

struct NewFact {
  std::int64_t subjectId = 0;
  std::string kind;     ///< code of the list grade-fact-kinds
  std::string channel;  ///< of reference information: code of the list reference-channels
  std::optional<base::CivilDate> occurredOn, determinedOn, endedOn;
  std::string severity, outcome;
  std::optional<base::Decimal6> value;
  bool isPublic = false;
  std::string ref, title, issuer, source, items, note;  ///< `source`: link or document the item comes from
};
/// EVAL-0060 unknown kind, EVAL-0061 unknown channel, EVAL-0062 severity on reference information, EVAL-0063 no source,
/// EVAL-0068 no day or one that lies ahead.
[[nodiscard]] base::Result<std::int64_t> addFact(Context& context, const NewFact& request);

/// A fact with what became of it.
struct FactView {
  store::GradeFact fact;
  std::vector<store::GradeFactStep> steps;
  std::vector<std::pair<std::string, std::string>> detail;
  std::string state;  ///< entered, verified, unfounded, revoked, promoted

  /// Neither found untrue nor taken back.
  [[nodiscard]] bool stands() const { return state != "unfounded" && state != "revoked"; }
  /// When it was determined, else when it happened.
  [[nodiscard]] const std::string& day() const {
    return fact.determinedOn.empty() ? fact.occurredOn : fact.determinedOn;
  }
};
/// EVAL-0064 unknown.
[[nodiscard]] base::Result<FactView> showFact(Context& context, std::int64_t id);
[[nodiscard]] base::Result<std::vector<FactView>> listFacts(Context& context, const std::vector<std::string>& kinds,
                                                            std::optional<std::int64_t> subjectId,
                                                            std::optional<std::int64_t> before, std::int64_t limit);
/// verified or unfounded (only once), revoked. EVAL-0065 not from this state, EVAL-0009 no reason.
base::Status stepFact(Context& context, std::int64_t id, std::string_view step, std::string_view reason);
/// The reference item became negative information by a recorded decision: it stops counting (R-REF-08). EVAL-0066 when
/// the record is no live negative record of the subject.
base::Status promoteFact(Context& context, std::int64_t id, std::int64_t recordId, std::string_view reason);

/// A sector evaluation anybody may see (R-EVAL-13).
struct PublicEvaluation {
  std::int64_t factId = 0;
  std::string subjectName, kind, kindLabel, outcome, on, issuer;
};
/// Public, not unfounded or revoked, of organisations; newest first, below `before`.
[[nodiscard]] base::Result<std::vector<PublicEvaluation>> publicEvaluations(Context& context,
                                                                            std::optional<std::int64_t> before,
                                                                            std::int64_t limit);

struct FeedDeclaration {
  std::string feed, unit;
  int year = 0;
  bool nil = false;  ///< there was nothing
};
/// EVAL-0067 a source that does not exist or delivers by catalogue entries.
base::Status declareFeed(Context& context, const FeedDeclaration& request);

}  // namespace medcredit::service
