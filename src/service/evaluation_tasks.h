// Evaluation by organised experts or an entrusted agency (R-EVAL-14; 湖州 四, ADR 0034): an authority makes an
// agreement, gives a task over some institutions with the data it chooses, the evaluator hands in a result for each,
// and only the authority's confirmation makes it a fact of evaluation. Errors: EVAL-01xx.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "service/context.h"
#include "store/evaluation_tasks.h"

namespace medcredit::service {

inline constexpr std::size_t kMostTaskSubjects = 500;

struct NewEvaluator {
  std::string kind;     ///< code of the list evaluator-kinds
  std::string name;     ///< of the institution or the group of experts
  std::string account;  ///< user with evaluate.task
  std::string unit;     ///< the authority that makes the agreement
  std::string agreement;
  std::optional<base::CivilDate> from, to;  ///< both inside the term
};
/// ACCS-0401 unit, EVAL-0100 third parties where the profile keeps evaluation inside, EVAL-0101 kind, EVAL-0102
/// account, EVAL-0103 name, agreement or term.
[[nodiscard]] base::Result<std::int64_t> addEvaluator(Context& context, const NewEvaluator& request);
/// Ends the agreement today; open tasks can no longer be worked on. EVAL-0009 no reason, EVAL-0104 ended before.
base::Status stopEvaluator(Context& context, std::int64_t id, std::string_view reason);
/// Of the authorities in scope, newest first.
[[nodiscard]] base::Result<std::vector<store::EvaluatorRow>> evaluators(Context& context);

struct NewTask {
  std::int64_t evaluatorId = 0;
  std::string title, kind, basis;      ///< `kind`: code of the list sector-evaluations
  std::vector<std::string> data;       ///< codes of the list evaluation-task-data
  std::vector<std::int64_t> subjects;  ///< institutions
  std::optional<base::CivilDate> dueOn;
};
/// EVAL-0104 the agreement is not in force, EVAL-0105 kind, EVAL-0106 data, EVAL-0107 subjects, EVAL-0108 due day,
/// EVAL-0009 no title or basis, ACCS-0401.
[[nodiscard]] base::Result<std::int64_t> giveTask(Context& context, const NewTask& request);
/// The evaluator sees it no longer; what was confirmed stays. EVAL-0009, EVAL-0109 done or withdrawn before.
base::Status withdrawTask(Context& context, std::int64_t id, std::string_view reason);

/// One subject of a task as the one who looks sees it.
struct TaskSubject {
  store::EvaluationResultRow row;
  std::string name;
  /// What the evaluator is shown: label → value, in the order of the task's data.
  std::vector<std::pair<std::string, std::string>> data;
  std::string report, reportNo;  ///< handed in by the evaluator
};
struct TaskView {
  store::EvaluationTaskRow row;
  store::EvaluatorRow evaluator;
  std::string kindLabel;
  std::vector<std::string> data;
  std::vector<TaskSubject> subjects;  ///< empty in lists
  bool late = false;                  ///< something is still open after the due day
};
/// By the authority that gave it, or one above. ACCS-0401.
[[nodiscard]] base::Result<TaskView> showTask(Context& context, std::int64_t id);
[[nodiscard]] base::Result<std::vector<TaskView>> listTasks(Context& context, std::optional<std::int64_t> before,
                                                            std::int64_t limit);

struct Judgement {
  std::int64_t taskId = 0, subjectId = 0;
  bool confirm = false;     ///< else sent back, or refused for good
  bool refuse = false;      ///< with confirm false: no further result is awaited
  bool makePublic = false;  ///< the confirmed result is shown to anybody
  std::string reason;
};
/// Confirmed: the result becomes a fact of evaluation. EVAL-0110 nothing was handed in, EVAL-0009 sent back or refused
/// without a reason, EVAL-0114 by the account that handed it in.
[[nodiscard]] base::Result<std::optional<std::int64_t>> judgeResult(Context& context, const Judgement& judgement);

// --- the evaluator's side: sees its own tasks and the chosen data, nothing else

/// Tasks of agreements in force that name the signed-in account, newest first.
[[nodiscard]] base::Result<std::vector<TaskView>> myTasks(Context& context);
/// ACCS-0401 for tasks of others, withdrawn ones and those whose agreement is over.
[[nodiscard]] base::Result<TaskView> myTask(Context& context, std::int64_t id);
struct NewResult {
  std::int64_t taskId = 0, subjectId = 0;
  std::string outcome;  ///< code of the list evaluation-outcomes
  std::optional<base::Decimal6> value;
  std::string report, reportNo;
};
/// EVAL-0110 handed in, confirmed or refused before, EVAL-0111 outcome, EVAL-0112 value outside 0 … 100, EVAL-0113 no
/// report.
base::Status handInResult(Context& context, const NewResult& request);

}  // namespace medcredit::service
