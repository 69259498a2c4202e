// Runs of grading and their decisions. A decision is never changed: a new grade is a new decision that names the one
// before. Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct GradeRun {
  std::int64_t id = 0;
  std::string kind;  ///< yearly, trial, dynamic
  std::int64_t year = 0;
  std::int64_t modelId = 0;
  std::string model, asOf, knownOn;
  std::string state;  ///< running, review, preview, published, dropped
  bool unpublished = false;
  std::string label, factsDigest, lawDigest;
  std::int64_t nextSubject = 0;
  std::string summary;  ///< JSON
  std::string startedBy;
  base::Instant startedAt;
  std::optional<base::Instant> finishedAt;
  std::string reviewedBy;
  std::optional<base::Instant> reviewedAt;
  std::string publishedBy;
  std::optional<base::Instant> publishedAt;
};
/// STOR-0006 when the year has a run of this model already.
base::Status insertGradeRun(Conn& conn, GradeRun& run);
/// Writes everything that changes in the life of a run.
base::Status updateGradeRun(Conn& conn, const GradeRun& run);
[[nodiscard]] base::Result<std::optional<GradeRun>> gradeRun(Conn& conn, std::int64_t id);
/// The yearly run of a model that was not dropped.
[[nodiscard]] base::Result<std::optional<GradeRun>> yearlyRun(Conn& conn, std::string_view model, std::int64_t year);
/// Newest first; `year` 0 = all.
[[nodiscard]] base::Result<std::vector<GradeRun>> listGradeRuns(Conn& conn, std::int64_t year,
                                                                std::optional<std::int64_t> before, std::int64_t limit);

struct GradeDecision {
  std::int64_t id = 0, runId = 0, subjectId = 0;
  std::string subjectType, region;
  std::int64_t modelId = 0;
  std::string asOf, knownOn, level, score, publicScore, limitedBy, unratedBy, factsDigest;
  std::string facts;   ///< what was graded, in clear here; sealed in the store
  std::string ledger;  ///< compact lines
  std::optional<std::int64_t> previous;
  std::string cause, causeRef;
  base::Instant decidedAt;
};
/// Stores decisions and gives them their ids in order.
base::Status insertGradeDecisions(Conn& conn, std::vector<GradeDecision>& decisions);
/// With facts and ledger.
[[nodiscard]] base::Result<std::optional<GradeDecision>> gradeDecision(Conn& conn, std::int64_t id);

struct GradeDecisionFilter {
  std::optional<std::int64_t> runId, subjectId;
  std::string level;                  ///< empty = all; "-" = no level
  std::string region, subjectType;    ///< region: prefix
  bool publishedOnly = false;         ///< of published runs that may be shown
  bool latestOnly = false;            ///< no later decision of the same run chain names it as its previous one
  std::optional<std::int64_t> after;  ///< ids above
  bool newestFirst = false;
  std::int64_t limit = 200;
};
/// Without facts and ledger, by id.
base::Status eachGradeDecision(Conn& conn, const GradeDecisionFilter& filter,
                               const std::function<bool(const GradeDecision&)>& onRow);
/// Subjects a run has decided on.
[[nodiscard]] base::Result<std::vector<std::int64_t>> subjectsOfRun(Conn& conn, std::int64_t runId);

/// Writes the day on which time alone changes a decision ("-" = never).
base::Status setGradeChange(Conn& conn, std::int64_t decisionId, std::string_view changesOn);
/// Published decisions nothing follows, whose day of change is not after `day` (or, `day` empty, was never looked at);
/// by day and id.
[[nodiscard]] base::Result<std::vector<GradeDecision>> changingDecisions(Conn& conn, std::string_view day,
                                                                         std::int64_t limit);

struct GradeOverride {
  std::int64_t id = 0, decisionId = 0;
  std::string level, reason, clause, state, proposedBy;
  base::Instant proposedAt;
  std::string decidedBy;
  std::optional<base::Instant> decidedAt;
};
base::Status insertGradeOverride(Conn& conn, GradeOverride& value);
base::Status decideGradeOverride(Conn& conn, const GradeOverride& value);
[[nodiscard]] base::Result<std::optional<GradeOverride>> gradeOverride(Conn& conn, std::int64_t id);
/// Of a decision, oldest first; 0 = all.
[[nodiscard]] base::Result<std::vector<GradeOverride>> gradeOverrides(Conn& conn, std::int64_t decisionId);

}  // namespace medcredit::store
