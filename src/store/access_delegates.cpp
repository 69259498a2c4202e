#include "store/access_delegates.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT d.user_id, u.name, d.subject_id, s.name, d.basis, d.document, d.verified_at, d.verified_by, d.valid_from, "
    "d.valid_to, d.revoked_at FROM subject_delegate d JOIN app_user u ON u.id = d.user_id JOIN subject s ON s.id = "
    "d.subject_id WHERE ";

base::Result<std::vector<DelegateRow>> select(Conn& conn, const std::string& condition, const Value& key) {
  std::vector<DelegateRow> rows;
  const std::array<Value, 1> params{key};
  MC_TRY(conn.query(std::string(kSelect) + condition + " ORDER BY d.valid_from, d.verified_at, d.user_id, d.subject_id",
                    params, [&](const Row& row) {
                      DelegateRow one;
                      one.userId = row.str(0);
                      one.userName = row.str(1);
                      one.subjectId = row.integer(2);
                      one.subjectName = row.str(3);
                      one.basis = row.str(4);
                      one.document = row.str(5);
                      one.verifiedAt = row.integer(6);
                      one.verifiedBy = row.str(7);
                      one.from = row.str(8);
                      one.to = row.optStr(9);
                      one.revokedAt = intOf(row, 10);
                      rows.push_back(std::move(one));
                      return true;
                    }));
  return rows;
}

}  // namespace

base::Status insertDelegate(Conn& conn, const DelegateRow& row) {
  const std::array<Value, 8> values{std::string_view(row.userId),
                                    row.subjectId,
                                    std::string_view(row.basis),
                                    std::string_view(row.document),
                                    row.verifiedAt,
                                    std::string_view(row.verifiedBy),
                                    std::string_view(row.from),
                                    row.to ? Value(std::string_view(*row.to)) : Value(nullptr)};
  MC_TRY(
      conn.exec("INSERT INTO subject_delegate (user_id, subject_id, basis, document, verified_at, verified_by, "
                "valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                values));
  return {};
}

base::Result<std::vector<DelegateRow>> delegatesOfUser(Conn& conn, std::string_view userId) {
  return select(conn, "d.user_id = $1", userId);
}

base::Result<std::vector<DelegateRow>> delegatesOfSubject(Conn& conn, std::int64_t subjectId) {
  return select(conn, "d.subject_id = $1", subjectId);
}

base::Result<std::vector<std::int64_t>> subjectsSpokenFor(Conn& conn, std::string_view userId, std::string_view day) {
  std::vector<std::int64_t> subjects;
  const std::array<Value, 2> params{userId, day};
  MC_TRY(
      conn.query("SELECT DISTINCT subject_id FROM subject_delegate WHERE user_id = $1 AND revoked_at IS NULL AND "
                 "valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2) ORDER BY subject_id",
                 params, [&](const Row& row) {
                   subjects.push_back(row.integer(0));
                   return true;
                 }));
  return subjects;
}

base::Result<std::int64_t> revokeDelegate(Conn& conn, std::string_view userId, std::int64_t subjectId,
                                          std::string_view day, std::int64_t at) {
  const std::array<Value, 4> params{userId, subjectId, day, at};
  return conn.exec(
      "UPDATE subject_delegate SET revoked_at = $4 WHERE user_id = $1 AND subject_id = $2 AND revoked_at IS NULL AND "
      "(valid_to IS NULL OR valid_to >= $3)",
      params);
}

}  // namespace medcredit::store
