// Facts of grading that no catalogue entry carries, the status marks of facts, declared sources, and where the register
// changed since. Functions that write must run inside the caller's transaction.
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
#include "store/evidence.h"

namespace medcredit::store {

/// A fact entered by hand. `detail` is one JSON object of texts (ref, title, issuer, source …), sealed in the store.
struct GradeFact {
  std::int64_t id = 0, subjectId = 0;
  std::string kind, channel, occurredOn, determinedOn, endedOn, severity, outcome;
  std::optional<std::int64_t> valueMicro;
  bool isPublic = false;
  std::string detail, actor;
  base::Instant recordedAt;
};
base::Status insertGradeFact(Conn& conn, GradeFact& fact);
[[nodiscard]] base::Result<std::optional<GradeFact>> gradeFact(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<GradeFact>> gradeFactsOf(Conn& conn, std::int64_t subjectId);
/// Facts of the kinds, newest first, below `before`.
[[nodiscard]] base::Result<std::vector<GradeFact>> listGradeFacts(Conn& conn, const std::vector<std::string>& kinds,
                                                                  std::optional<std::int64_t> before,
                                                                  std::int64_t limit);

struct GradeFactStep {
  std::int64_t id = 0, factId = 0;
  std::string step;  ///< verified, unfounded, revoked, promoted
  std::string effectiveOn, reason;
  std::optional<std::int64_t> recordId;
  std::string actor;
  base::Instant at;
};
base::Status insertGradeFactStep(Conn& conn, const GradeFactStep& step);
/// Oldest first.
[[nodiscard]] base::Result<std::vector<GradeFactStep>> gradeFactSteps(Conn& conn, std::int64_t factId);

/// Status of a fact towards grading.
struct GradeMark {
  std::int64_t id = 0, subjectId = 0;
  std::string fact, status, statusOn, cause, causeRef, actor;
  base::Instant at;
};
base::Status insertGradeMark(Conn& conn, GradeMark& mark);
/// Oldest first.
[[nodiscard]] base::Result<std::vector<GradeMark>> gradeMarksOf(Conn& conn, std::int64_t subjectId);

struct GradeFeedRow {
  std::string feed, unitId, period, state, actor;
  base::Instant at;
};
/// Inserts or replaces.
base::Status putGradeFeed(Conn& conn, const GradeFeedRow& row);
[[nodiscard]] base::Result<std::vector<GradeFeedRow>> gradeFeeds(Conn& conn, std::string_view period);

/// Entries with at least one live record known until then and decided (or received) between the days, both included, or
/// with a nil report of a month between them; ascending.
[[nodiscard]] base::Result<std::vector<std::string>> entriesDelivered(Conn& conn, base::CivilDate first,
                                                                      base::CivilDate last, base::Instant knownUntil);

/// Subjects with bad-practice points, and all points of a cycle.
[[nodiscard]] base::Result<std::vector<std::int64_t>> subjectsWithScores(Conn& conn, std::string_view from,
                                                                         std::string_view to);

/// Subjects touched by acts of the evidence log from `from` (exclusive of reads): records, batches, entered facts,
/// subjects.
/// Ascending.
[[nodiscard]] base::Result<std::vector<std::int64_t>> subjectsTouched(Conn& conn, const LogPosition& from);
/// Runs published by acts of the evidence log from `from`.
[[nodiscard]] base::Result<std::vector<std::int64_t>> runsPublished(Conn& conn, const LogPosition& from);

}  // namespace medcredit::store
