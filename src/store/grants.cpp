#include "store/grants.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kGrantColumns =
    "SELECT id, subject_id, grantee, purpose, scope, valid_from, valid_to, evidence, granted_by, granted_at, "
    "withdrawn_at FROM query_grant ";

GrantRow readGrant(const Row& row) {
  GrantRow grant;
  grant.id = row.integer(0);
  grant.subjectId = row.integer(1);
  grant.grantee = row.str(2);
  grant.purpose = row.str(3);
  grant.scope = row.str(4);
  grant.validFrom = row.str(5);
  grant.validTo = row.str(6);
  grant.evidence = row.str(7);
  grant.grantedBy = row.str(8);
  grant.grantedAt = {row.integer(9)};
  grant.withdrawnAt = momentOf(row, 10);
  return grant;
}

constexpr std::string_view kExportKind = "export";
constexpr std::string_view kExportColumns =
    "SELECT id, subject_text, detail, requested_by, requested_at, state, decided_by, reason, decided_at FROM approval "
    "WHERE kind = 'export' ";

ExportRow readExport(const Row& row) {
  ExportRow out;
  out.id = row.integer(0);
  out.entry = row.str(1);
  out.detail = row.str(2);
  out.requestedBy = row.str(3);
  out.requestedAt = {row.integer(4)};
  out.state = row.str(5);
  out.decidedBy = textOf(row, 6);
  out.reason = textOf(row, 7);
  out.decidedAt = momentOf(row, 8);
  return out;
}

/// "$3, $4, …" and the values themselves behind `params`.
std::string placeholders(const std::vector<std::string_view>& texts, std::vector<Value>& params) {
  std::string out;
  for (const auto& text : texts) {
    params.emplace_back(text);
    out += (out.empty() ? "$" : ", $") + std::to_string(params.size());
  }
  return out;
}

}  // namespace

base::Status insertGrant(Conn& conn, const GrantRow& grant) {
  const std::array<Value, 10> row{grant.id,
                                  grant.subjectId,
                                  std::string_view(grant.grantee),
                                  std::string_view(grant.purpose),
                                  std::string_view(grant.scope),
                                  std::string_view(grant.validFrom),
                                  std::string_view(grant.validTo),
                                  std::string_view(grant.evidence),
                                  std::string_view(grant.grantedBy),
                                  grant.grantedAt.micros};
  MC_TRY(
      conn.exec("INSERT INTO query_grant (id, subject_id, grantee, purpose, scope, valid_from, valid_to, evidence, "
                "granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                row));
  return {};
}

base::Status withdrawGrant(Conn& conn, std::int64_t id, base::Instant at) {
  const std::array<Value, 2> row{id, at.micros};
  MC_TRY(conn.exec("UPDATE query_grant SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL", row));
  return {};
}

base::Result<std::optional<GrantRow>> getGrant(Conn& conn, std::int64_t id) {
  std::optional<GrantRow> found;
  const std::array<Value, 1> key{id};
  MC_TRY(conn.query(std::string(kGrantColumns) + "WHERE id = $1", key, [&](const Row& row) {
    found = readGrant(row);
    return false;
  }));
  return found;
}

base::Result<std::vector<GrantRow>> grantsOf(Conn& conn, std::int64_t subjectId) {
  std::vector<GrantRow> out;
  const std::array<Value, 1> key{subjectId};
  MC_TRY(conn.query(std::string(kGrantColumns) + "WHERE subject_id = $1 ORDER BY id DESC", key, [&](const Row& row) {
    out.push_back(readGrant(row));
    return true;
  }));
  return out;
}

base::Result<std::optional<GranteeRow>> findGrantee(Conn& conn, std::string_view idOrLogin) {
  std::optional<GranteeRow> found;
  const std::array<Value, 1> key{idOrLogin};
  MC_TRY(conn.query("SELECT id, name, kind, state FROM app_user WHERE id = $1 OR login = $1 ORDER BY id LIMIT 1", key,
                    [&](const Row& row) {
                      found = GranteeRow{row.str(0), row.str(1), row.str(2), row.str(3) == "active", {}};
                      return false;
                    }));
  if (!found) return found;
  const std::array<Value, 1> user{std::string_view(found->id)};
  MC_TRY(conn.query("SELECT role FROM user_role WHERE user_id = $1 ORDER BY role", user, [&](const Row& row) {
    found->roles.push_back(row.str(0));
    return true;
  }));
  return found;
}

base::Result<std::vector<GranteeRow>> holdersOf(Conn& conn, std::string_view role) {
  std::vector<GranteeRow> found;
  const std::array<Value, 1> key{role};
  MC_TRY(
      conn.query("SELECT u.id, u.name, u.kind, r.role FROM app_user u JOIN user_role r ON r.user_id = u.id "
                 "WHERE r.role = $1 AND u.state = 'active' ORDER BY u.name, u.id",
                 key, [&](const Row& row) {
                   found.push_back({row.str(0), row.str(1), row.str(2), true, {row.str(3)}});
                   return true;
                 }));
  return found;
}

base::Result<std::vector<AccessRow>> accessRows(Conn& conn, std::int64_t subjectId, base::Instant now,
                                                std::optional<std::pair<std::int64_t, std::int64_t>> before,
                                                std::int64_t limit) {
  std::vector<Value> params{subjectId, now.micros, limit};
  std::string sql =
      "SELECT e.epoch, e.seq, e.leaf FROM evidence_subject s JOIN evidence_entry e ON e.epoch = s.epoch AND e.seq = "
      "s.seq WHERE s.subject_id = $1 AND s.visible_from <= $2 ";
  if (before) {
    params.emplace_back(before->first);
    params.emplace_back(before->second);
    sql += "AND (s.epoch < $4 OR (s.epoch = $4 AND s.seq < $5)) ";
  }
  sql += "ORDER BY s.epoch DESC, s.seq DESC LIMIT $3";
  std::vector<AccessRow> out;
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    out.push_back({row.integer(0), row.integer(1), std::string(row.blob(2))});
    return true;
  }));
  return out;
}

base::Result<std::int64_t> countActs(Conn& conn, std::string_view actor, const std::vector<std::string_view>& actions,
                                     base::Instant since, std::int64_t most) {
  std::vector<Value> params{actor, since.micros, most};
  const auto list = placeholders(actions, params);
  std::int64_t count = 0;
  MC_TRY(conn.query("SELECT COUNT(*) FROM (SELECT 1 FROM evidence_entry WHERE actor = $1 AND at >= $2 AND action IN (" +
                        list + ") LIMIT $3) AS few",
                    params, [&](const Row& row) {
                      count = row.integer(0);
                      return false;
                    }));
  return count;
}

base::Result<std::vector<ActorCount>> busyActors(Conn& conn, const std::vector<std::string_view>& actions,
                                                 base::Instant since, base::Instant until, std::int64_t least) {
  std::vector<Value> params{since.micros, until.micros, least};
  const auto list = placeholders(actions, params);
  std::vector<ActorCount> out;
  MC_TRY(conn.query("SELECT actor, COUNT(*) FROM evidence_entry WHERE at >= $1 AND at < $2 AND action IN (" + list +
                        ") GROUP BY actor HAVING COUNT(*) >= $3 ORDER BY COUNT(*) DESC, actor",
                    params, [&](const Row& row) {
                      out.push_back({row.str(0), row.integer(1)});
                      return true;
                    }));
  return out;
}

base::Status insertExport(Conn& conn, const ExportRow& out) {
  const Value at = out.decidedAt ? Value(out.decidedAt->micros) : Value(nullptr);
  const std::array<Value, 10> row{out.id,
                                  kExportKind,
                                  std::string_view(out.entry),
                                  std::string_view(out.detail),
                                  std::string_view(out.requestedBy),
                                  out.requestedAt.micros,
                                  std::string_view(out.state),
                                  orNull(out.decidedBy),
                                  at,
                                  orNull(out.reason)};
  MC_TRY(
      conn.exec("INSERT INTO approval (id, kind, subject_text, detail, requested_by, requested_at, state, decided_by, "
                "decided_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                row));
  return {};
}

base::Status updateExport(Conn& conn, const ExportRow& out) {
  const Value at = out.decidedAt ? Value(out.decidedAt->micros) : Value(nullptr);
  const std::array<Value, 5> row{out.id, std::string_view(out.state), orNull(out.decidedBy), at, orNull(out.reason)};
  MC_TRY(
      conn.exec("UPDATE approval SET state = $2, decided_by = $3, decided_at = $4, reason = $5 "
                "WHERE id = $1 AND kind = 'export'",
                row));
  return {};
}

base::Result<std::optional<ExportRow>> getExport(Conn& conn, std::int64_t id) {
  std::optional<ExportRow> found;
  const std::array<Value, 1> key{id};
  MC_TRY(conn.query(std::string(kExportColumns) + "AND id = $1", key, [&](const Row& row) {
    found = readExport(row);
    return false;
  }));
  return found;
}

base::Result<std::vector<ExportRow>> listExports(Conn& conn, std::optional<std::int64_t> before, std::int64_t limit) {
  std::vector<Value> params{limit};
  std::string sql(kExportColumns);
  if (before) {
    params.emplace_back(*before);
    sql += "AND id < $2 ";
  }
  sql += "ORDER BY id DESC LIMIT $1";
  std::vector<ExportRow> out;
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    out.push_back(readExport(row));
    return true;
  }));
  return out;
}

}  // namespace medcredit::store
