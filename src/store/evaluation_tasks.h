// Evaluation by experts or an entrusted agency (R-EVAL-14): who may be asked, the tasks, and what came back. Functions
// that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// Somebody an authority works with by an agreement.
struct EvaluatorRow {
  std::int64_t id = 0;
  std::string kind, name, account, unitId, agreement, validFrom, validTo;
  std::string endedOn, endReason;  ///< empty: not ended before its time
  std::string actor;
  base::Instant at;
};
base::Status insertEvaluator(Conn& conn, EvaluatorRow& row);
base::Status endEvaluator(Conn& conn, std::int64_t id, std::string_view endedOn, std::string_view reason);
[[nodiscard]] base::Result<std::optional<EvaluatorRow>> evaluator(Conn& conn, std::int64_t id);
/// Newest first.
[[nodiscard]] base::Result<std::vector<EvaluatorRow>> listEvaluators(Conn& conn);
[[nodiscard]] base::Result<std::vector<EvaluatorRow>> evaluatorsOf(Conn& conn, std::string_view account);

struct EvaluationTaskRow {
  std::int64_t id = 0, evaluatorId = 0;
  std::string unitId, title, kind, basis;
  std::string data;  ///< JSON array of codes
  std::string dueOn, state, reason, givenBy;
  base::Instant givenAt;
};
base::Status insertEvaluationTask(Conn& conn, EvaluationTaskRow& row);
base::Status setEvaluationTask(Conn& conn, std::int64_t id, std::string_view state, std::string_view reason);
[[nodiscard]] base::Result<std::optional<EvaluationTaskRow>> evaluationTask(Conn& conn, std::int64_t id);
struct EvaluationTaskFilter {
  std::optional<std::vector<std::string>> units;          ///< of these authorities
  std::optional<std::vector<std::int64_t>> evaluatorIds;  ///< given to these
  std::optional<std::int64_t> before;
  std::int64_t limit = 50;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<EvaluationTaskRow>> listEvaluationTasks(Conn& conn,
                                                                               const EvaluationTaskFilter& filter);

/// One subject of a task. `detail` is one JSON object of texts, sealed in the store.
struct EvaluationResultRow {
  std::int64_t taskId = 0, subjectId = 0;
  std::string state;  ///< open, submitted, returned, confirmed, refused
  std::string outcome;
  std::optional<std::int64_t> valueMicro;
  std::string detail, submittedBy;
  std::optional<base::Instant> submittedAt;
  std::string decidedBy;
  std::optional<base::Instant> decidedAt;
  std::string reason;
  std::optional<std::int64_t> factId;
};
base::Status insertEvaluationResults(Conn& conn, std::int64_t taskId, const std::vector<std::int64_t>& subjects);
base::Status setEvaluationResult(Conn& conn, const EvaluationResultRow& row);
[[nodiscard]] base::Result<std::optional<EvaluationResultRow>> evaluationResult(Conn& conn, std::int64_t taskId,
                                                                                std::int64_t subjectId);
/// In order of the subjects.
[[nodiscard]] base::Result<std::vector<EvaluationResultRow>> evaluationResults(Conn& conn, std::int64_t taskId);

}  // namespace medcredit::store
