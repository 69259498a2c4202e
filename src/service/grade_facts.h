// Facts of grading from the register: which records of a subject are which facts on a day, as far as known on another,
// with the sources that delivered (docs/grading/language.md section 3). The mapping is data (fact_rules.yaml,
// grade_feeds.yaml, grade_scope.yaml); what is not mapped never enters a grade.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/record_view.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

/// One fact as a model sees it; fields in a fixed order, without empty ones. `id`: R5 a record, F3 entered by hand, P7
/// practice points, C2 a complaint.
struct GradeFactLine {
  std::string id, of;
  std::vector<std::pair<std::string, std::string>> fields;

  [[nodiscard]] std::string_view field(std::string_view name) const;
};

/// A record that is no fact on this day, and why.
struct LeftOut {
  std::string id, reason;  ///< reason in Chinese
};

/// What is graded of one subject.
struct SubjectFacts {
  std::int64_t subjectId = 0;
  std::string kind, type, region, registeredOn;
  std::vector<std::string> feeds;
  bool unpublished = false;  ///< graded, kept inside
  std::vector<GradeFactLine> facts;
  std::vector<LeftOut> leftOut;
  /// First day on which the facts differ without any act: a use term ends. Empty: never.
  std::optional<base::CivilDate> changesOn;

  /// The facts as one text, the same for the same facts: kept with the decision. Ids only, no names of subjects.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static base::Result<SubjectFacts> parse(std::string_view text);
};
/// SM3 of SubjectFacts::text(), hex.
[[nodiscard]] std::string factsDigest(std::string_view text);

/// The day a grade speaks of and the day it knows up to, with what holds for all subjects.
struct GradeMoment {
  base::CivilDate asOf;
  base::CivilDate knownOn;
  std::vector<std::string> delivered;  ///< sources that delivered or declared nil, sorted
  [[nodiscard]] int year() const { return asOf.year(); }
};
/// Sources of the twelve months that end with `asOf`, as known at the end of `knownOn`.
[[nodiscard]] base::Result<GradeMoment> gradeMoment(Context& context, base::CivilDate asOf, base::CivilDate knownOn);

/// Row of the scope a subject falls under in a year; nullptr: it is not graded.
[[nodiscard]] const jurisdiction::GradeScope* gradeScopeOf(const jurisdiction::Jurisdiction& law, std::string_view kind,
                                                           const std::vector<std::string>& categories, int year);

/// The facts of a subject (with the subjects merged into it); empty when it is not in scope, merged away or ended.
[[nodiscard]] base::Result<std::optional<SubjectFacts>> readSubjectFacts(Context& context,
                                                                         const store::SubjectRow& subject,
                                                                         const GradeMoment& moment);

/// A source with nothing in the year yet.
struct FeedGap {
  std::string feed, label;
  std::vector<std::string> entries;  ///< entries that should have delivered; empty: a declaration is missing
};
[[nodiscard]] std::vector<FeedGap> feedGaps(const Context& context, const GradeMoment& moment,
                                            const std::vector<std::string>& needed);

}  // namespace medcredit::service
