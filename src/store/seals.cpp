#include "store/seals.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }

constexpr std::string_view kSeal =
    "SELECT record_id, sealed_on, kind, case_id, reason, actor, recorded_at FROM record_seal ";

RecordSeal readSeal(const Row& row) {
  return {row.integer(0), row.str(1), row.str(2), intOf(row, 3), row.str(4), row.str(5), {row.integer(6)}};
}

Overshown readOvershown(const Row& row) { return {row.integer(0), row.integer(1), row.str(2), row.str(3), row.str(4)}; }

}  // namespace

base::Status insertSeal(Conn& conn, const RecordSeal& seal) {
  const std::array<Value, 7> params{Value{seal.recordId},         view(seal.sealedOn), view(seal.kind),
                                    orNull(seal.caseId),          view(seal.reason),   view(seal.actor),
                                    Value{seal.recordedAt.micros}};
  return run(conn,
             "INSERT INTO record_seal (record_id, sealed_on, kind, case_id, reason, actor, recorded_at) VALUES "
             "($1,$2,$3,$4,$5,$6,$7) ON CONFLICT (record_id) DO NOTHING",
             params);
}

base::Result<std::optional<RecordSeal>> sealOf(Conn& conn, std::int64_t recordId) {
  return oneOf<RecordSeal>(conn, std::string(kSeal) + "WHERE record_id = $1", recordId, readSeal);
}

base::Result<std::vector<RecordSeal>> seals(Conn& conn, std::int64_t limit) {
  const std::array<Value, 1> params{Value{limit}};
  return listOf<RecordSeal>(conn, std::string(kSeal) + "ORDER BY sealed_on DESC, record_id DESC LIMIT $1", params,
                            readSeal);
}

base::Result<std::vector<std::int64_t>> sealCandidates(Conn& conn, const SealSearch& search) {
  std::vector<Value> params;
  const auto bind = [&params](const std::string& text) {
    params.push_back(view(text));
    return "$" + std::to_string(params.size());
  };
  const auto listed = [&bind](const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : ",") + bind(text);
    return out;
  };
  const std::string start = "COALESCE(r.ended_on, r.decided_on, r.received_on)";
  // A recognition or a statute moves the clock of its record, also to before the day it starts from otherwise.
  std::string which =
      "EXISTS (SELECT 1 FROM dishonesty d WHERE d.record_id = r.id) "
      "OR EXISTS (SELECT 1 FROM retention_override o WHERE o.record_id = r.id)";
  if (search.everyRecord) {
    which += " OR " + start + " <= " + bind(search.until);
  } else {
    if (!search.ownPeriod.empty()) {
      which += " OR (r.entry IN (" + listed(search.ownPeriod) + ") AND " + start + " <= " + bind(search.until) + ")";
    }
    for (const auto& range : search.ranges) {
      std::string severity = "r.severity = ";
      if (!range.severity.empty()) {
        severity += bind(range.severity);
      } else {
        severity =
            search.severities.empty() ? "1 = 1" : "COALESCE(r.severity, '') NOT IN (" + listed(search.severities) + ")";
      }
      which += " OR (" + severity + " AND " + start + " BETWEEN " + bind(range.from) + " AND " + bind(range.to) + ")";
    }
  }
  return listOf<std::int64_t>(conn,
                              "SELECT r.id FROM record r WHERE r.state = 'live' "
                              "AND NOT EXISTS (SELECT 1 FROM record_seal x WHERE x.record_id = r.id) "
                              "AND ((r.info_class = 'negative' AND (" +
                                  which +
                                  ")) OR EXISTS (SELECT 1 FROM record_release f WHERE f.record_id = r.id)) "
                                  "ORDER BY r.id",
                              params, [](const Row& row) { return row.integer(0); });
}

base::Result<std::vector<Overshown>> overshownNow(Conn& conn, std::string_view today) {
  const std::array<Value, 1> params{Value{today}};
  return listOf<Overshown>(
      conn,
      "SELECT 0, r.id, $1, COALESCE(x.sealed_on, r.publicity_until), 'publicity' FROM record r LEFT JOIN record_seal x "
      "ON x.record_id = r.id WHERE r.publicity = 'published' AND (r.publicity_until < $1 OR x.record_id IS NOT NULL) "
      "ORDER BY r.id",
      params, readOvershown);
}

base::Status insertOvershown(Conn& conn, const Overshown& found) {
  MC_ASSIGN(const auto id, reserveIds(conn, "overshown", 1));
  const std::array<Value, 5> params{Value{id}, Value{found.recordId}, view(found.foundOn), view(found.sinceOn),
                                    view(found.way)};
  return run(conn, "INSERT INTO overshown (id, record_id, found_on, since_on, way) VALUES ($1,$2,$3,$4,$5)", params);
}

base::Result<std::vector<Overshown>> overshown(Conn& conn, std::string_view from) {
  const std::array<Value, 1> params{Value{from}};
  return listOf<Overshown>(
      conn, "SELECT id, record_id, found_on, since_on, way FROM overshown WHERE found_on >= $1 ORDER BY id", params,
      readOvershown);
}

}  // namespace medcredit::store
