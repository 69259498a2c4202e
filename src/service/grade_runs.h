// Runs of grading (R-EVAL-01 … 11): cut-off, the yearly run, review, preview, publication by a second person, dynamic
// grades after it. A decision is never changed; what changes makes a new one that names its cause. Errors are
// EVAL-002x.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/grade_engine.h"
#include "service/grade_facts.h"
#include "store/grade_runs.h"

namespace medcredit::service {

[[nodiscard]] std::string_view runStateLabel(std::string_view state);  ///< 生成中, 待复核, 主体预览, 已发布, 已作废

/// Days of a model's calendar in the year after the one that is graded.
struct GradeCalendar {
  base::CivilDate feedsBy;  ///< data of others is in: 10 January
  base::CivilDate cut;  ///< last day whose knowledge counts: the day before the run (默认值（依据未规定）)
  base::CivilDate generateOn;  ///< 20 January
  base::CivilDate publishBy;   ///< 25 January
};
[[nodiscard]] GradeCalendar gradeCalendar(const grading::Model& model, int year);

/// Is everything in? (R-EVAL-08)
struct CutCheck {
  int year = 0;
  GradeCalendar days;
  std::vector<std::string> delivered;
  std::vector<FeedGap> gaps;
};
[[nodiscard]] base::Result<CutCheck> checkCut(Context& context, const store::GradeModel& model, int year);

struct RunRequest {
  std::string model;  ///< "G3", "model@edition" or the model's name; empty: the only one in use
  int year = 0;       ///< evaluated
  /// A trial as of a day of an unfinished year; the yearly run stays open. Empty: the yearly run.
  std::optional<base::CivilDate> asOf;
  std::filesystem::path snapshot = {};  ///< facts of the register (grade_snapshot.h); empty: made for this run alone
  unsigned threads = 0;                 ///< 0: one per core; the result does not depend on it
};
using RunProgress = std::function<base::Status(int permille)>;
/// Grades everybody in scope and leaves the run in review. An interrupted run goes on where it stopped, with the same
/// result. EVAL-0020 graded already, EVAL-0021 the year is not over (or its cut is not reached), EVAL-0022 the edition
/// is neither on trial nor in force, EVAL-0029 no model in use or several.
[[nodiscard]] base::Result<std::int64_t> runGrading(Context& context, const RunRequest& request,
                                                    const RunProgress& progress = {});

/// A change of level between two runs.
struct Movement {
  std::string from, to;
  std::int64_t subjects = 0;
};
struct Outlier {
  std::int64_t decisionId = 0, subjectId = 0;
  std::string from, to, scoreFrom, scoreTo;
};
/// What the reviewer looks at.
struct RunReview {
  store::GradeRun run;
  std::map<std::string, std::int64_t> levels;
  std::map<std::string, std::map<std::string, std::int64_t>> byRegion, byType;
  std::vector<Movement> movement;
  std::vector<Outlier> outliers;
  std::vector<std::int64_t> undetermined;  ///< decisions, at most 200
  std::int64_t subjects = 0, undeterminedTotal = 0, openOverrides = 0, openAnswers = 0;
  std::vector<FeedGap> gaps;
  bool late = false;  ///< the day of publication has passed
};
[[nodiscard]] base::Result<RunReview> reviewRun(Context& context, std::int64_t runId);
/// EVAL-0028 unknown run.
[[nodiscard]] base::Result<store::GradeRun> requireRun(Context& context, std::int64_t runId);

/// review → preview: the subjects see their grade and may answer. EVAL-0023 wrong state.
base::Status openPreview(Context& context, std::int64_t runId);
/// preview → published. EVAL-0023 wrong state, EVAL-0024 by the one who started or reviewed it, EVAL-0026 overrides
/// still to be decided. Queues the deliveries, the report upward and the draft of the commendation.
base::Status publishGrades(Context& context, std::int64_t runId);
/// Drops a run that was not published; the year can then be graded anew. EVAL-0009 no reason, EVAL-0023.
base::Status dropRun(Context& context, std::int64_t runId, std::string_view reason);

/// A decision with the grade that counts.
struct DecisionView {
  store::GradeDecision decision;
  store::GradeRun run;
  std::optional<store::GradeOverride> override_;  ///< approved
  std::vector<std::string> marks;                 ///< open objection or repair of a counting record (R-EVAL-20)
  bool dynamic = false;                           ///< 动态等级, beside the yearly one
  [[nodiscard]] const std::string& level() const { return override_ ? override_->level : decision.level; }
};
/// EVAL-0027 unknown decision.
[[nodiscard]] base::Result<DecisionView> showDecision(Context& context, std::int64_t decisionId);
/// Of a subject, newest first. With `visibleToSubject` those of runs that are not yet open to it are left out.
[[nodiscard]] base::Result<std::vector<DecisionView>> decisionsOf(Context& context, std::int64_t subjectId,
                                                                  bool visibleToSubject);
/// The grade in force: the newest published one; in profiles without dynamic grades the yearly one.
[[nodiscard]] base::Result<std::optional<DecisionView>> currentGrade(Context& context, std::int64_t subjectId);
/// True where the profile makes every change the grade in force (动态更新); else dynamic grades stand apart.
[[nodiscard]] bool dynamicIsOfficial(const jurisdiction::Jurisdiction& law);

/// The explanation, built from what was kept with the decision; EVAL-0030 when it does not give the kept ledger.
struct Explanation {
  DecisionView view;
  store::GradeModel model;
  SubjectFacts facts;
  Told told;
};
[[nodiscard]] base::Result<Explanation> explainDecision(Context& context, std::int64_t decisionId);

/// Does the register give the same again? (R-EVAL-04)
struct Replay {
  bool sameFacts = false, sameGrade = false;
  Grade kept, again;
};
[[nodiscard]] base::Result<Replay> replayDecision(Context& context, std::int64_t decisionId);
/// What the register gives for a subject on a day, as known on another: nothing is kept.
[[nodiscard]] base::Result<std::pair<SubjectFacts, Told>> gradeOn(Context& context, std::int64_t subjectId,
                                                                  const std::string& model, base::CivilDate asOf,
                                                                  base::CivilDate knownOn);

/// Grades a subject again after a change and keeps a linked decision when anything of the grade is different; empty
/// when it has no grade yet or nothing changed.
[[nodiscard]] base::Result<std::optional<std::int64_t>> gradeAgain(Context& context, std::int64_t subjectId,
                                                                   std::string_view cause, std::string_view causeRef);
/// What a nightly look did.
struct Refreshed {
  std::int64_t touched = 0, calendar = 0, regraded = 0;
};
/// Grades again who was touched since the last look, and whose own calendar has an entry that day; `snapshot` is
/// brought up to date with them (empty: they are read from the register).
[[nodiscard]] base::Result<Refreshed> refreshGrades(Context& context, base::CivilDate day,
                                                    const std::filesystem::path& snapshot = {});

/// The first day after `after` on which the facts of a decision give another grade by time alone; empty: none in sight.
[[nodiscard]] base::Result<std::optional<base::CivilDate>> nextChange(Context& context, const store::GradeDecision& row,
                                                                      base::CivilDate after);

struct MarkRequest {
  std::string fact;    ///< R5, F3, P7
  std::string status;  ///< active, disputed, repaired, revoked
  std::optional<base::CivilDate> on;
  std::string cause, causeRef;  ///< objection, repair, correction …; the case
};
/// Status of a fact towards grading, and the new grade (R-EVAL-10, R-EVAL-20). EVAL-0031 unknown fact, EVAL-0032
/// unknown status, EVAL-0009 no cause.
[[nodiscard]] base::Result<std::optional<std::int64_t>> markFact(Context& context, const MarkRequest& request);

/// Override by two persons (R-EVAL-22). EVAL-0033 not a level of the scheme or the same, EVAL-0009 no reason or clause.
[[nodiscard]] base::Result<std::int64_t> proposeOverride(Context& context, std::int64_t decisionId,
                                                         std::string_view level, std::string_view reason,
                                                         std::string_view clause);
/// EVAL-0034 unknown, EVAL-0035 decided already, EVAL-0036 by the one who proposed it.
base::Status decideOverride(Context& context, std::int64_t overrideId, bool approve);

/// A row of the public table: what anybody may see.
struct PublicGrade {
  std::int64_t decisionId = 0, subjectId = 0;
  std::string name, unifiedCode, region, type, level, levelName, asOf, publishedOn, label, modelTitle;
  std::int64_t modelId = 0;
  bool overridden = false;
};
struct PublicGradeQuery {
  std::string region, type, level;
  int year = 0;  ///< 0: the newest
  std::optional<std::int64_t> after;
  std::int64_t limit = 50;
};
[[nodiscard]] base::Result<std::vector<PublicGrade>> publicGrades(Context& context, const PublicGradeQuery& query);

}  // namespace medcredit::service
