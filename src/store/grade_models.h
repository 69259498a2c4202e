// Editions of grading models with the steps of their life and their signatures. Functions that write must run inside
// the caller's transaction.
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

struct GradeModel {
  std::int64_t id = 0;
  std::string model, edition, title;
  std::string digest;  ///< SM3 of the canonical form, hex
  std::string source;  ///< the file as it was given
  std::string state;   ///< draft, analysed, tested, trial, in_force, withdrawn
  std::string label;   ///< 示范，非正式标准, or empty
  std::string subjectKind, inForceFrom, withdrawnOn;
  std::string checks;  ///< JSON
  std::string createdBy;
  base::Instant createdAt;
};
base::Status insertGradeModel(Conn& conn, GradeModel& model);
/// Writes source, state, label, days and checks.
base::Status updateGradeModel(Conn& conn, const GradeModel& model);
[[nodiscard]] base::Result<std::optional<GradeModel>> gradeModel(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::optional<GradeModel>> gradeModelByDigest(Conn& conn, std::string_view digest);
/// By name, then newest first. Without their source.
[[nodiscard]] base::Result<std::vector<GradeModel>> listGradeModels(Conn& conn);

struct GradeModelStep {
  std::int64_t id = 0, modelId = 0;
  std::string step;
  base::Instant at;
  std::string actor, detail;
};
base::Status insertGradeModelStep(Conn& conn, const GradeModelStep& step);
/// Oldest first.
[[nodiscard]] base::Result<std::vector<GradeModelStep>> gradeModelSteps(Conn& conn, std::int64_t modelId);

struct GradeSignature {
  std::int64_t modelId = 0;
  std::string role, actor;
  base::Instant at;
  std::string statement, publicKey, signature;
};
base::Status insertGradeSignature(Conn& conn, const GradeSignature& signature);
[[nodiscard]] base::Result<std::vector<GradeSignature>> gradeSignatures(Conn& conn, std::int64_t modelId);

}  // namespace medcredit::store
