// The registers beside the lists: outside matches, persons who disturbed the order of medical care, boards, campaigns.
#include <array>

#include "store/field_cipher.h"
#include "store/lists.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }
std::string personPlace(std::int64_t id) { return "disorder_person|sealed|" + std::to_string(id); }

constexpr std::string_view kMatch =
    "SELECT id, list, source, name, code, facts, valid_to, subject_id, state, reason, entry_id, actor, recorded_at "
    "FROM list_match ";
constexpr std::string_view kPerson =
    "SELECT id, list, document_kind, unit_id, recognised_on, valid_to, state, removed_on, cause, sealed, actor, "
    "recorded_at FROM disorder_person ";
constexpr std::string_view kCampaign =
    "SELECT id, title, kinds, target, unit_id, from_on, until_on, closed_on, report, actor, recorded_at FROM campaign ";

MatchRow readMatch(const Row& row) {
  return {row.integer(0), row.str(1), row.str(2),     row.str(3),     row.str(4),  row.str(5),       row.str(6),
          row.integer(7), row.str(8), textOf(row, 9), intOf(row, 10), row.str(11), {row.integer(12)}};
}

DisorderRow readPerson(const Row& row) {
  DisorderRow out;
  out.id = row.integer(0);
  int at = 1;
  for (std::string* text : {&out.list, &out.documentKind, &out.unitId, &out.recognisedOn, &out.validTo, &out.state,
                            &out.removedOn, &out.cause}) {
    *text = textOf(row, at++);
  }
  out.detail = std::string(row.blob(at++));  // sealed as yet
  out.actor = row.str(at++);
  out.recordedAt = {row.integer(at)};
  return out;
}

CampaignRow readCampaign(const Row& row) {
  return {row.integer(0), row.str(1),     row.str(2),     row.str(3), row.str(4),       row.str(5),
          row.str(6),     textOf(row, 7), textOf(row, 8), row.str(9), {row.integer(10)}};
}

}  // namespace

base::Status insertMatch(Conn& conn, MatchRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "list_match", 1));
  const std::array<Value, 11> params{Value{row.id},
                                     view(row.list),
                                     view(row.source),
                                     view(row.name),
                                     view(row.code),
                                     view(row.facts),
                                     view(row.validTo),
                                     Value{row.subjectId},
                                     view(row.state),
                                     view(row.actor),
                                     Value{row.recordedAt.micros}};
  return run(conn,
             "INSERT INTO list_match (id, list, source, name, code, facts, valid_to, subject_id, state, actor, "
             "recorded_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
             params);
}

base::Result<std::optional<MatchRow>> listMatch(Conn& conn, std::int64_t id) {
  return oneOf<MatchRow>(conn, std::string(kMatch) + "WHERE id = $1", id, readMatch);
}

base::Result<std::vector<MatchRow>> listMatches(Conn& conn, std::string_view state) {
  const std::array<Value, 1> params{Value{state}};
  return listOf<MatchRow>(conn, std::string(kMatch) + "WHERE state = $1 ORDER BY id", params, readMatch);
}

base::Status decideMatch(Conn& conn, const MatchRow& row) {
  const std::array<Value, 4> params{Value{row.id}, view(row.state), orNull(row.reason), orNull(row.entryId)};
  return run(conn, "UPDATE list_match SET state = $2, reason = $3, entry_id = $4 WHERE id = $1", params);
}

base::Status insertDisorder(Conn& conn, DisorderRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "disorder_person", 1));
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, 0, row.detail, personPlace(row.id)));
  const std::string blind = conn.cipher().blind(row.number);
  const std::array<Value, 10> params{Value{row.id},     view(row.list),
                                     view(blind),       view(row.documentKind),
                                     view(row.unitId),  view(row.recognisedOn),
                                     view(row.validTo), Value{BlobView{sealed}},
                                     view(row.actor),   Value{row.recordedAt.micros}};
  return run(conn,
             "INSERT INTO disorder_person (id, list, blind, document_kind, unit_id, recognised_on, valid_to, state, "
             "sealed, actor, recorded_at) VALUES ($1,$2,$3,$4,$5,$6,$7,'listed',$8,$9,$10)",
             params);
}

base::Result<std::vector<DisorderRow>> disorderPersons(Conn& conn, std::string_view validOn, std::string_view number) {
  std::string sql = std::string(kPerson) + "WHERE state = 'listed' AND valid_to >= $1";
  std::vector<Value> params{Value{validOn}};
  const std::string blind = number.empty() ? std::string() : conn.cipher().blind(number);
  if (!blind.empty()) {
    sql += " AND blind = $2";
    params.push_back(view(blind));
  }
  MC_ASSIGN(auto rows, listOf<DisorderRow>(conn, sql + " ORDER BY id", params, readPerson));
  for (auto& row : rows) {
    MC_ASSIGN(row.detail, conn.cipher().open(conn, row.detail, personPlace(row.id)));
  }
  return rows;
}

base::Result<std::optional<DisorderRow>> disorderPerson(Conn& conn, std::int64_t id) {
  MC_ASSIGN(auto row, oneOf<DisorderRow>(conn, std::string(kPerson) + "WHERE id = $1", id, readPerson));
  if (row) {
    MC_ASSIGN(row->detail, conn.cipher().open(conn, row->detail, personPlace(id)));
  }
  return row;
}

base::Status removeDisorder(Conn& conn, std::int64_t id, std::string_view on, std::string_view cause) {
  const std::array<Value, 3> params{Value{id}, Value{on}, Value{cause}};
  return run(conn, "UPDATE disorder_person SET state = 'removed', removed_on = $2, cause = $3 WHERE id = $1", params);
}

base::Status insertBoardRow(Conn& conn, const BoardRow& row) {
  MC_ASSIGN(const auto id, reserveIds(conn, "list_board", 1));
  const std::array<Value, 7> params{Value{id},      view(row.board), view(row.period),    Value{row.subjectId},
                                    view(row.side), view(row.grade), view(row.proposedBy)};
  return run(conn,
             "INSERT INTO list_board (id, board, period, subject_id, side, grade, state, proposed_by) VALUES "
             "($1,$2,$3,$4,$5,$6,'proposed',$7) ON CONFLICT (board, period, subject_id) DO NOTHING",
             params);
}

base::Result<std::vector<BoardRow>> boardRows(Conn& conn, std::string_view board, std::string_view period) {
  const std::array<Value, 2> params{Value{board}, Value{period}};
  return listOf<BoardRow>(conn,
                          "SELECT id, board, period, subject_id, side, grade, state, proposed_by, decided_by, "
                          "decided_on, reason FROM list_board WHERE board = $1 AND period = $2 ORDER BY side, id",
                          params, [](const Row& row) {
                            return BoardRow{row.integer(0), row.str(1),     row.str(2),     row.integer(3),
                                            row.str(4),     row.str(5),     row.str(6),     row.str(7),
                                            textOf(row, 8), textOf(row, 9), textOf(row, 10)};
                          });
}

base::Status decideBoardRow(Conn& conn, const BoardRow& row) {
  const std::array<Value, 5> params{Value{row.id}, view(row.state), view(row.decidedBy), view(row.decidedOn),
                                    view(row.reason)};
  return run(conn, "UPDATE list_board SET state = $2, decided_by = $3, decided_on = $4, reason = $5 WHERE id = $1",
             params);
}

base::Status insertCampaign(Conn& conn, CampaignRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "campaign", 1));
  const std::array<Value, 9> params{Value{row.id},     view(row.title),  view(row.kinds),
                                    view(row.target),  view(row.unitId), view(row.fromOn),
                                    view(row.untilOn), view(row.actor),  Value{row.recordedAt.micros}};
  return run(conn,
             "INSERT INTO campaign (id, title, kinds, target, unit_id, from_on, until_on, actor, recorded_at) VALUES "
             "($1,$2,$3,$4,$5,$6,$7,$8,$9)",
             params);
}

base::Result<std::optional<CampaignRow>> campaign(Conn& conn, std::int64_t id) {
  return oneOf<CampaignRow>(conn, std::string(kCampaign) + "WHERE id = $1", id, readCampaign);
}

base::Result<std::vector<CampaignRow>> campaigns(Conn& conn) {
  return listOf<CampaignRow>(conn, std::string(kCampaign) + "ORDER BY id", std::span<const Value>{}, readCampaign);
}

base::Status closeCampaign(Conn& conn, std::int64_t id, std::string_view on, std::string_view report) {
  const std::array<Value, 3> params{Value{id}, Value{on}, Value{report}};
  return run(conn, "UPDATE campaign SET closed_on = $2, report = $3 WHERE id = $1", params);
}

base::Status insertCampaignCase(Conn& conn, std::int64_t campaignId, std::int64_t recordId, std::string_view kind) {
  const std::array<Value, 3> params{Value{campaignId}, Value{recordId}, Value{kind}};
  return run(conn,
             "INSERT INTO campaign_case (campaign_id, record_id, kind) VALUES ($1,$2,$3) ON CONFLICT (campaign_id, "
             "record_id) DO NOTHING",
             params);
}

base::Result<std::vector<CampaignCount>> campaignCounts(Conn& conn, std::int64_t campaignId) {
  return listOf<CampaignCount>(
      conn, "SELECT kind, COUNT(*) FROM campaign_case WHERE campaign_id = $1 GROUP BY kind ORDER BY kind", campaignId,
      [](const Row& row) {
        return CampaignCount{row.str(0), row.integer(1)};
      });
}

}  // namespace medcredit::store
