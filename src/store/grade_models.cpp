#include "store/grade_models.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }

constexpr std::string_view kColumns =
    "id, model, edition, title, digest, source, state, label, subject_kind, in_force_from, withdrawn_on, checks, "
    "created_by, created_at";

GradeModel readModelRow(const Row& row) {
  return {row.integer(0), row.str(1), row.str(2),     row.str(3),      row.str(4),  row.str(5),  row.str(6),
          row.str(7),     row.str(8), textOf(row, 9), textOf(row, 10), row.str(11), row.str(12), {row.integer(13)}};
}

}  // namespace

base::Status insertGradeModel(Conn& conn, GradeModel& model) {
  MC_ASSIGN(model.id, reserveIds(conn, "grade_model", 1));
  const std::array<Value, 14> params{Value{model.id},           view(model.model),
                                     view(model.edition),       view(model.title),
                                     view(model.digest),        view(model.source),
                                     view(model.state),         view(model.label),
                                     view(model.subjectKind),   orNull(model.inForceFrom),
                                     orNull(model.withdrawnOn), view(model.checks),
                                     view(model.createdBy),     Value{model.createdAt.micros}};
  return run(conn,
             "INSERT INTO grade_model (id, model, edition, title, digest, source, state, label, subject_kind, "
             "in_force_from, withdrawn_on, checks, created_by, created_at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
             params);
}

base::Status updateGradeModel(Conn& conn, const GradeModel& model) {
  const std::array<Value, 7> params{Value{model.id},   view(model.source),        view(model.state),
                                    view(model.label), orNull(model.inForceFrom), orNull(model.withdrawnOn),
                                    view(model.checks)};
  return run(conn,
             "UPDATE grade_model SET source = $2, state = $3, label = $4, in_force_from = $5, withdrawn_on = $6, "
             "checks = $7 WHERE id = $1",
             params);
}

base::Result<std::optional<GradeModel>> gradeModel(Conn& conn, std::int64_t id) {
  return oneOf<GradeModel>(conn, "SELECT " + std::string(kColumns) + " FROM grade_model WHERE id = $1", id,
                           readModelRow);
}

base::Result<std::optional<GradeModel>> gradeModelByDigest(Conn& conn, std::string_view digest) {
  std::optional<GradeModel> found;
  const std::array<Value, 1> params{Value{digest}};
  MC_TRY(conn.query("SELECT " + std::string(kColumns) + " FROM grade_model WHERE digest = $1", params,
                    [&](const Row& row) {
                      found = readModelRow(row);
                      return false;
                    }));
  return found;
}

base::Result<std::vector<GradeModel>> listGradeModels(Conn& conn) {
  return listOf<GradeModel>(conn,
                            "SELECT id, model, edition, title, digest, '', state, label, subject_kind, in_force_from, "
                            "withdrawn_on, checks, created_by, created_at FROM grade_model ORDER BY model, id DESC",
                            std::span<const Value>{}, readModelRow);
}

base::Status insertGradeModelStep(Conn& conn, const GradeModelStep& step) {
  MC_ASSIGN(const auto id, reserveIds(conn, "grade_model_step", 1));
  const std::array<Value, 6> params{Value{id},        Value{step.modelId}, view(step.step), Value{step.at.micros},
                                    view(step.actor), view(step.detail)};
  return run(conn, "INSERT INTO grade_model_step (id, model_id, step, at, actor, detail) VALUES ($1,$2,$3,$4,$5,$6)",
             params);
}

base::Result<std::vector<GradeModelStep>> gradeModelSteps(Conn& conn, std::int64_t modelId) {
  return listOf<GradeModelStep>(
      conn, "SELECT id, model_id, step, at, actor, detail FROM grade_model_step WHERE model_id = $1 ORDER BY id",
      modelId, [](const Row& row) {
        return GradeModelStep{row.integer(0), row.integer(1), row.str(2), {row.integer(3)}, row.str(4), row.str(5)};
      });
}

base::Status insertGradeSignature(Conn& conn, const GradeSignature& signature) {
  const std::array<Value, 7> params{Value{signature.modelId},   view(signature.role),      view(signature.actor),
                                    Value{signature.at.micros}, view(signature.statement), view(signature.publicKey),
                                    view(signature.signature)};
  return run(conn,
             "INSERT INTO grade_model_signature (model_id, role, actor, signed_at, statement, public_key, signature) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7)",
             params);
}

base::Result<std::vector<GradeSignature>> gradeSignatures(Conn& conn, std::int64_t modelId) {
  return listOf<GradeSignature>(conn,
                                "SELECT model_id, role, actor, signed_at, statement, public_key, signature FROM "
                                "grade_model_signature WHERE model_id = $1 ORDER BY role",
                                modelId, [](const Row& row) {
                                  return GradeSignature{row.integer(0), row.str(1), row.str(2), {row.integer(3)},
                                                        row.str(4),     row.str(5), row.str(6)};
                                });
}

}  // namespace medcredit::store
