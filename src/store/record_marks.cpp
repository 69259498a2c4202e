#include "store/record_marks.h"

#include <array>
#include <span>

#include "store/payloads.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(std::string_view text) { return Value(text); }

constexpr std::string_view kArchiveSelect =
    "SELECT r.id, r.subject_id, v.version, r.entry, r.unit_id, u.name, r.state, r.info_class, r.nature, r.channel, "
    "r.document_no, r.decided_on, r.received_on, r.publicity, r.publicity_until, r.severity, r.kind_code, r.ended_on, "
    "r.moment, r.continuing, r.internal_only, v.kind, v.true_from, v.actor, v.payload, b.file_name, v.known_at, "
    "v.batch_id, v.file_row, v.entry_version, v.sealed, "
    "EXISTS (SELECT 1 FROM record_class_change m WHERE m.record_id = r.id), "
    "EXISTS (SELECT 1 FROM dishonesty m WHERE m.record_id = r.id), "
    "EXISTS (SELECT 1 FROM record_review m WHERE m.record_id = r.id), "
    "EXISTS (SELECT 1 FROM retention_override m WHERE m.record_id = r.id), "
    "EXISTS (SELECT 1 FROM record_release m WHERE m.record_id = r.id), "
    "EXISTS (SELECT 1 FROM complaint m WHERE m.subject_id = r.subject_id AND m.record_id = r.id), "
    "EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = r.id AND m.mark = 'disputed' AND m.lifted_at IS NULL), "
    "EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = r.id AND m.mark = 'repaired' AND m.lifted_at IS NULL) "
    "FROM record r JOIN record_version v ON v.record_id = r.id JOIN unit u ON u.id = r.unit_id "
    "LEFT JOIN batch b ON b.id = v.batch_id ";

ArchiveRow readArchive(const Row& row) {
  ArchiveRow out;
  out.recordId = row.integer(0);
  out.subjectId = row.integer(1);
  out.version = row.integer(2);
  int column = 3;
  for (std::string* field : {&out.entry, &out.unitId, &out.unitName, &out.state, &out.infoClass, &out.nature,
                             &out.channel, &out.documentNo, &out.decidedOn, &out.receivedOn, &out.publicity,
                             &out.publicityUntil, &out.severity, &out.kindCode, &out.endedOn, &out.moment}) {
    *field = textOf(row, column++);
  }
  out.continuing = row.integer(19) != 0;
  out.internalOnly = row.integer(20) != 0;
  column = 21;
  for (std::string* field : {&out.versionKind, &out.trueFrom, &out.actor, &out.payload, &out.fileName}) {
    *field = textOf(row, column++);
  }
  out.knownAt = {row.integer(26)};
  out.batchId = intOf(row, 27);
  out.fileRow = intOf(row, 28);
  out.entryVersion = row.integer(29);
  column = 31;
  for (bool* mark : {&out.reclassified, &out.dishonest, &out.reviewed, &out.underStatute, &out.released,
                     &out.complained, &out.disputed, &out.repaired}) {
    *mark = row.integer(column++) != 0;
  }
  return out;
}

base::Status archive(Conn& conn, std::string_view where, std::span<const Value> params,
                     const std::function<void(ArchiveRow)>& onRow, PayloadTexts* texts = nullptr) {
  PayloadReader payloads(conn, texts);
  base::Status read;
  MC_TRY(conn.query(std::string(kArchiveSelect) + std::string(where) + " ORDER BY r.id, v.version", params,
                    [&](const Row& row) {
                      ArchiveRow out = readArchive(row);
                      auto payload = payloads.read(out.recordId, out.entryVersion, out.payload, row.blob(30));
                      if (!payload) read = payload.error();
                      if (!read) return false;
                      out.payload = std::move(payload->payload);
                      onRow(std::move(out));
                      return true;
                    }));
  return read;
}

}  // namespace

base::Status archiveOf(Conn& conn, std::int64_t subjectId, base::Instant knownUntil,
                       const std::function<void(ArchiveRow)>& onRow, PayloadTexts* texts) {
  const std::array<Value, 2> params{Value{subjectId}, Value{knownUntil.micros}};
  return archive(conn, "WHERE r.subject_id = $1 AND v.known_at <= $2", params, onRow, texts);
}

base::Status archiveOfRecord(Conn& conn, std::int64_t recordId, const std::function<void(ArchiveRow)>& onRow) {
  const std::array<Value, 1> params{Value{recordId}};
  return archive(conn, "WHERE r.id = $1", params, onRow);
}

base::Result<std::vector<std::int64_t>> releaseCandidates(Conn& conn, std::string_view until) {
  const std::array<Value, 1> params{Value{until}};
  return listOf<std::int64_t>(
      conn,
      "SELECT r.id FROM record r JOIN subject s ON s.id = r.subject_id WHERE r.state = 'live' "
      "AND NOT EXISTS (SELECT 1 FROM record_release x WHERE x.record_id = r.id) "
      "AND (COALESCE(r.ended_on, r.decided_on, r.received_on) <= $1 OR s.state IN ('terminated', 'deceased') "
      "OR EXISTS (SELECT 1 FROM retention_override o WHERE o.record_id = r.id) "
      "OR EXISTS (SELECT 1 FROM dishonesty d WHERE d.record_id = r.id)) ORDER BY r.id",
      params, [](const Row& row) { return row.integer(0); });
}

base::Status insertClassChange(Conn& conn, const ClassChange& change, std::string_view severity) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "record_class_change", 1));
  const std::array<Value, 12> params{Value{id},
                                     Value{change.recordId},
                                     Value{change.at.micros},
                                     view(change.fromClass),
                                     view(change.toClass),
                                     view(change.fromNature),
                                     view(change.toNature),
                                     orNull(change.fromKind),
                                     orNull(change.toKind),
                                     view(change.detail),
                                     view(change.reason),
                                     view(change.actor)};
  MC_TRY(run(conn,
             "INSERT INTO record_class_change(id, record_id, changed_at, from_class, to_class, from_nature, to_nature, "
             "from_kind, to_kind, detail, reason, actor) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)",
             params));
  const std::array<Value, 5> head{Value{change.recordId}, view(change.toClass), view(change.toNature),
                                  orNull(change.toKind), orNull(severity)};
  return run(conn,
             "UPDATE record SET info_class = $2, nature = $3, kind_code = $4, severity = COALESCE($5, severity) "
             "WHERE id = $1",
             head);
}

base::Result<std::vector<ClassChange>> classChanges(Conn& conn, std::int64_t recordId) {
  const std::array<Value, 1> params{Value{recordId}};
  return listOf<ClassChange>(conn,
                             "SELECT record_id, changed_at, from_class, to_class, from_nature, to_nature, from_kind, "
                             "to_kind, detail, reason, actor FROM record_class_change WHERE record_id = $1 "
                             "ORDER BY id",
                             params, [](const Row& row) {
                               return ClassChange{row.integer(0), {row.integer(1)}, row.str(2),     row.str(3),
                                                  row.str(4),     row.str(5),       textOf(row, 6), textOf(row, 7),
                                                  row.str(8),     row.str(9),       row.str(10)};
                             });
}

base::Status setConduct(Conn& conn, std::int64_t recordId, bool continuing, std::string_view endedOn) {
  const std::array<Value, 3> params{Value{recordId}, Value{std::int64_t{continuing ? 1 : 0}}, orNull(endedOn)};
  return run(conn, "UPDATE record SET continuing = $2, ended_on = $3 WHERE id = $1", params);
}

base::Status setMoment(Conn& conn, std::int64_t recordId, std::string_view moment) {
  const std::array<Value, 2> params{Value{recordId}, view(moment)};
  return run(conn, "UPDATE record SET moment = $2 WHERE id = $1", params);
}

base::Status setNotPublic(Conn& conn, std::int64_t recordId, std::string_view publicity, std::string_view reason) {
  const std::array<Value, 3> params{Value{recordId}, view(publicity), view(reason)};
  return run(conn, "UPDATE record SET publicity = $2, publicity_reason = $3 WHERE id = $1", params);
}

base::Status setInternal(Conn& conn, std::int64_t recordId, bool internalOnly, std::string_view publicity,
                         std::string_view reason) {
  const std::array<Value, 4> params{Value{recordId}, Value{std::int64_t{internalOnly ? 1 : 0}}, view(publicity),
                                    orNull(reason)};
  return run(conn, "UPDATE record SET internal_only = $2, publicity = $3, publicity_reason = $4 WHERE id = $1", params);
}

base::Status insertDishonesty(Conn& conn, const Dishonesty& mark) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "dishonesty", 1));
  const std::array<Value, 9> params{
      Value{id},         Value{mark.recordId}, Value{mark.recordedAt.micros}, view(mark.recognisedOn), view(mark.level),
      view(mark.ruleId), view(mark.clause),    orNull(mark.listType),         view(mark.actor)};
  return run(conn,
             "INSERT INTO dishonesty(id, record_id, recorded_at, recognised_on, level, rule_id, clause, list_type, "
             "actor) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
             params);
}

base::Result<std::optional<Dishonesty>> dishonestyOf(Conn& conn, std::int64_t recordId) {
  return oneOf<Dishonesty>(conn,
                           "SELECT record_id, recorded_at, recognised_on, level, rule_id, clause, list_type, actor "
                           "FROM dishonesty WHERE record_id = $1 ORDER BY id DESC LIMIT 1",
                           recordId, [](const Row& row) {
                             return Dishonesty{row.integer(0), {row.integer(1)}, row.str(2),     row.str(3),
                                               row.str(4),     row.str(5),       textOf(row, 6), row.str(7)};
                           });
}

base::Status insertReview(Conn& conn, const Review& review) {
  const std::array<Value, 6> params{Value{review.recordId}, view(review.reviewer), view(review.reviewedOn),
                                    view(review.opinion),   view(review.actor),    Value{review.recordedAt.micros}};
  return run(conn,
             "INSERT INTO record_review(record_id, reviewer, reviewed_on, opinion, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5,$6)",
             params);
}

base::Result<std::optional<Review>> reviewOf(Conn& conn, std::int64_t recordId) {
  return oneOf<Review>(conn,
                       "SELECT record_id, reviewer, reviewed_on, opinion, actor, recorded_at FROM record_review "
                       "WHERE record_id = $1",
                       recordId, [](const Row& row) {
                         return Review{row.integer(0), row.str(1), row.str(2),
                                       row.str(3),     row.str(4), {row.integer(5)}};
                       });
}

base::Status putRetentionOverride(Conn& conn, const RetentionOverride& value) {
  const std::array<Value, 5> params{Value{value.recordId}, view(value.retention), view(value.statute),
                                    view(value.actor), Value{value.recordedAt.micros}};
  return run(conn,
             "INSERT INTO retention_override(record_id, retention, statute, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5) ON CONFLICT (record_id) DO UPDATE SET retention = excluded.retention, "
             "statute = excluded.statute, actor = excluded.actor, recorded_at = excluded.recorded_at",
             params);
}

base::Result<std::optional<RetentionOverride>> retentionOverrideOf(Conn& conn, std::int64_t recordId) {
  return oneOf<RetentionOverride>(
      conn, "SELECT record_id, retention, statute, actor, recorded_at FROM retention_override WHERE record_id = $1",
      recordId, [](const Row& row) {
        return RetentionOverride{row.integer(0), row.str(1), row.str(2), row.str(3), {row.integer(4)}};
      });
}

base::Status insertRelease(Conn& conn, std::int64_t recordId, std::string_view on, std::string_view reason,
                           base::Instant now) {
  const std::array<Value, 4> params{Value{recordId}, view(on), view(reason), Value{now.micros}};
  return run(conn, "INSERT INTO record_release(record_id, released_on, reason, recorded_at) VALUES($1,$2,$3,$4)",
             params);
}

base::Result<std::string> releasedOn(Conn& conn, std::int64_t recordId) {
  MC_ASSIGN(auto day, oneOf<std::string>(conn, "SELECT released_on FROM record_release WHERE record_id = $1", recordId,
                                         [](const Row& row) { return row.str(0); }));
  return day.value_or("");
}

base::Result<std::int64_t> insertScore(Conn& conn, const ScoreRow& score) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "practice_score", 1));
  const std::array<Value, 8> params{
      Value{id},        Value{score.subjectId}, view(score.scoredOn), Value{score.pointsMicro},
      view(score.item), view(score.basis),      view(score.actor),    Value{score.recordedAt.micros}};
  MC_TRY(run(conn,
             "INSERT INTO practice_score(id, subject_id, scored_on, points_micro, item, basis, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
             params));
  return id;
}

base::Result<std::vector<ScoreRow>> scoresOf(Conn& conn, std::int64_t subjectId) {
  const std::array<Value, 1> params{Value{subjectId}};
  return listOf<ScoreRow>(conn,
                          "SELECT id, subject_id, points_micro, scored_on, item, basis, actor, recorded_at "
                          "FROM practice_score WHERE subject_id = $1 ORDER BY scored_on, id",
                          params, [](const Row& row) {
                            return ScoreRow{row.integer(0), row.integer(1), row.integer(2), row.str(3),
                                            row.str(4),     row.str(5),     row.str(6),     {row.integer(7)}};
                          });
}

namespace {

ComplaintRow readComplaint(const Row& row) {
  ComplaintRow out;
  out.id = row.integer(0);
  out.subjectId = row.integer(1);
  out.receivedOn = row.str(2);
  out.channel = row.str(3);
  out.matter = row.str(4);
  out.state = row.str(5);
  out.decidedOn = textOf(row, 6);
  out.consequence = row.integer(7) != 0;
  out.recordId = intOf(row, 8);
  out.actor = row.str(9);
  out.recordedAt = {row.integer(10)};
  return out;
}

constexpr std::string_view kComplaintSelect =
    "SELECT id, subject_id, received_on, channel, matter, state, decided_on, consequence, record_id, actor, "
    "recorded_at FROM complaint ";

}  // namespace

base::Result<std::int64_t> insertComplaint(Conn& conn, const ComplaintRow& complaint) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "complaint", 1));
  const std::array<Value, 10> params{Value{id},
                                     Value{complaint.subjectId},
                                     view(complaint.receivedOn),
                                     view(complaint.channel),
                                     view(complaint.matter),
                                     view(complaint.state),
                                     Value{std::int64_t{complaint.consequence ? 1 : 0}},
                                     complaint.recordId ? Value{*complaint.recordId} : Value{nullptr},
                                     view(complaint.actor),
                                     Value{complaint.recordedAt.micros}};
  MC_TRY(run(conn,
             "INSERT INTO complaint(id, subject_id, received_on, channel, matter, state, consequence, record_id, "
             "actor, recorded_at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
             params));
  return id;
}

base::Result<std::optional<ComplaintRow>> getComplaint(Conn& conn, std::int64_t id) {
  return oneOf<ComplaintRow>(conn, std::string(kComplaintSelect) + "WHERE id = $1", id, readComplaint);
}

base::Status decideComplaint(Conn& conn, std::int64_t id, std::string_view state, std::string_view on,
                             bool consequence) {
  const std::array<Value, 4> params{Value{id}, view(state), view(on), Value{std::int64_t{consequence ? 1 : 0}}};
  return run(conn, "UPDATE complaint SET state = $2, decided_on = $3, consequence = $4 WHERE id = $1", params);
}

base::Result<std::vector<ComplaintRow>> complaintsOf(Conn& conn, std::int64_t subjectId) {
  const std::array<Value, 1> params{Value{subjectId}};
  return listOf<ComplaintRow>(conn, std::string(kComplaintSelect) + "WHERE subject_id = $1 ORDER BY received_on, id",
                              params, readComplaint);
}

base::Status insertListType(Conn& conn, const ListType& type) {
  const std::array<Value, 5> params{view(type.id), view(type.name), view(type.basisDocument), view(type.actor),
                                    Value{type.createdAt.micros}};
  return run(conn, "INSERT INTO list_type(id, name, basis_document, actor, created_at) VALUES($1,$2,$3,$4,$5)", params);
}

base::Result<std::vector<ListType>> listTypes(Conn& conn) {
  return listOf<ListType>(conn, "SELECT id, name, basis_document, actor, created_at FROM list_type ORDER BY id", {},
                          [](const Row& row) {
                            return ListType{row.str(0), row.str(1), row.str(2), row.str(3), {row.integer(4)}};
                          });
}

base::Result<std::vector<CodeCount>> countByKind(Conn& conn, std::string_view infoClass) {
  const std::array<Value, 1> params{view(infoClass)};
  return listOf<CodeCount>(conn,
                           "SELECT COALESCE(kind_code, ''), COUNT(*) FROM record WHERE state = 'live' AND "
                           "info_class = $1 GROUP BY 1 ORDER BY 1",
                           params, [](const Row& row) {
                             return CodeCount{row.str(0), "", row.integer(1)};
                           });
}

base::Result<std::vector<CodeCount>> countByMoment(Conn& conn) {
  return listOf<CodeCount>(conn,
                           "SELECT r.moment, COALESCE(u.region, ''), COUNT(*) FROM record r JOIN unit u ON "
                           "u.id = r.unit_id WHERE r.state = 'live' AND r.moment IS NOT NULL GROUP BY 1, 2 "
                           "ORDER BY 1, 2",
                           {}, [](const Row& row) {
                             return CodeCount{row.str(0), row.str(1), row.integer(2)};
                           });
}

}  // namespace medcredit::store
