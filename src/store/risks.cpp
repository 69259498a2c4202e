#include "store/risks.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kRisk =
    "SELECT subject_id, level, points, signals, looked_on, since_on, before FROM subject_risk ";

RiskRow readRisk(const Row& row) {
  return {row.integer(0), row.str(1), row.integer(2), row.str(3), row.str(4), row.str(5), textOf(row, 6)};
}

}  // namespace

base::Status putRisk(Conn& conn, const RiskRow& row) {
  const std::array<Value, 7> params{Value{row.subjectId},
                                    Value{std::string_view(row.level)},
                                    Value{row.points},
                                    Value{std::string_view(row.signals)},
                                    Value{std::string_view(row.lookedOn)},
                                    Value{std::string_view(row.sinceOn)},
                                    orNull(row.before)};
  return run(conn,
             "INSERT INTO subject_risk (subject_id, level, points, signals, looked_on, since_on, before) VALUES "
             "($1,$2,$3,$4,$5,$6,$7) ON CONFLICT (subject_id) DO UPDATE SET level = $2, points = $3, signals = $4, "
             "looked_on = $5, since_on = $6, before = $7",
             params);
}

base::Result<std::optional<RiskRow>> riskRow(Conn& conn, std::int64_t subjectId) {
  return oneOf<RiskRow>(conn, std::string(kRisk) + "WHERE subject_id = $1", subjectId, readRisk);
}

base::Result<std::vector<RiskRow>> listRisks(Conn& conn, std::string_view level, std::int64_t skip,
                                             std::int64_t limit) {
  std::vector<Value> params{Value{limit}, Value{skip}};
  std::string sql(kRisk);
  if (!level.empty()) {
    sql += "WHERE level = $3 ";
    params.emplace_back(level);
  }
  sql += "ORDER BY points DESC, subject_id LIMIT $1 OFFSET $2";
  return listOf<RiskRow>(conn, sql, params, readRisk);
}

base::Result<std::vector<std::int64_t>> subjectsAtRisk(Conn& conn, base::CivilDate since) {
  const std::string from = since.iso();
  const std::array<Value, 1> params{Value{std::string_view(from)}};
  return listOf<std::int64_t>(
      conn,
      "SELECT subject_id FROM complaint WHERE received_on >= $1 "
      "UNION SELECT subject_id FROM grade_fact WHERE kind = 'reference_info' AND occurred_on >= $1 "
      "UNION SELECT subject_id FROM record WHERE state = 'live' AND info_class = 'negative' AND "
      "COALESCE(decided_on, received_on) >= $1 "
      "UNION SELECT subject_id FROM subject_risk ORDER BY 1",
      params, [](const Row& row) { return row.integer(0); });
}

}  // namespace medcredit::store
