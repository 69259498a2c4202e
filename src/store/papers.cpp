#include "store/papers.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT id, code, template, version, title, series, year, count, number, organ, subject_id, record_id, case_id, "
    "unit_id, issued_on, issued_at, actor, digest, signature, key_id, order_key, served, state, successor_id, reason "
    "FROM paper ";

std::string placeOf(std::int64_t id) { return "paper|content|" + std::to_string(id); }
std::string receiverPlace(std::int64_t id) { return "paper_delivery|receiver|" + std::to_string(id); }
std::string draftPlace(std::int64_t id) { return "paper_draft|content|" + std::to_string(id); }

PaperRow paperOf(const Row& row) {
  PaperRow out;
  out.id = row.integer(0);
  out.code = row.str(1);
  out.paper = row.str(2);
  out.version = static_cast<int>(row.integer(3));
  out.title = row.str(4);
  out.series = textOf(row, 5);
  out.year = static_cast<int>(intOf(row, 6).value_or(0));
  out.count = intOf(row, 7).value_or(0);
  out.number = row.str(8);
  out.organ = row.str(9);
  out.subjectId = intOf(row, 10);
  out.recordId = intOf(row, 11);
  out.caseId = textOf(row, 12);
  out.unitId = textOf(row, 13);
  out.issuedOn = row.str(14);
  out.issuedAt = base::Instant{row.integer(15)};
  out.actor = row.str(16);
  out.digest = row.str(17);
  out.signature = row.str(18);
  out.keyId = row.str(19);
  out.orderKey = textOf(row, 20);
  out.served = row.str(21);
  out.state = row.str(22);
  out.successorId = intOf(row, 23);
  out.reason = textOf(row, 24);
  return out;
}

base::Result<std::optional<PaperRow>> onePaper(Conn& conn, const std::string& where, Value key) {
  std::optional<PaperRow> found;
  const std::array<Value, 1> params{key};
  MC_TRY(conn.query(std::string(kSelect) + where, params, [&](const Row& row) {
    found = paperOf(row);
    return false;
  }));
  return found;
}

}  // namespace

base::Result<std::int64_t> nextPaperNumber(Conn& conn, std::string_view series, int year) {
  return reserveIds(conn, "paper|" + std::to_string(year) + "|" + std::string(series), 1);
}

base::Status insertPaper(Conn& conn, const PaperRow& row, std::string_view content, std::int64_t person) {
  MC_ASSIGN(const auto sealed, conn.cipher().seal(conn, person, content, placeOf(row.id)));
  const bool numbered = !row.series.empty();
  const auto yearOrNull = numbered ? std::optional<std::int64_t>(row.year) : std::nullopt;
  const auto countOrNull = numbered ? std::optional<std::int64_t>(row.count) : std::nullopt;
  const std::array<Value, 24> values{row.id,
                                     std::string_view(row.code),
                                     std::string_view(row.paper),
                                     std::int64_t{row.version},
                                     std::string_view(row.title),
                                     orNull(row.series),
                                     orNull(yearOrNull),
                                     orNull(countOrNull),
                                     std::string_view(row.number),
                                     std::string_view(row.organ),
                                     orNull(row.subjectId),
                                     orNull(row.recordId),
                                     orNull(row.caseId),
                                     orNull(row.unitId),
                                     std::string_view(row.issuedOn),
                                     row.issuedAt.micros,
                                     std::string_view(row.actor),
                                     BlobView{sealed},
                                     std::string_view(row.digest),
                                     std::string_view(row.signature),
                                     std::string_view(row.keyId),
                                     orNull(row.orderKey),
                                     std::string_view(row.served),
                                     std::string_view(row.state)};
  return run(conn,
             "INSERT INTO paper (id, code, template, version, title, series, year, count, number, organ, subject_id, "
             "record_id, case_id, unit_id, issued_on, issued_at, actor, content, digest, signature, key_id, order_key, "
             "served, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
             "$19, $20, $21, $22, $23, $24)",
             values);
}

base::Result<std::optional<PaperRow>> getPaper(Conn& conn, std::int64_t id) {
  return onePaper(conn, "WHERE id = $1", id);
}

base::Result<std::optional<PaperRow>> findPaperByCode(Conn& conn, std::string_view code) {
  return onePaper(conn, "WHERE code = $1", code);
}

base::Result<std::optional<PaperRow>> findPaperByOrder(Conn& conn, std::string_view orderKey) {
  return onePaper(conn, "WHERE order_key = $1", orderKey);
}

base::Result<std::string> paperContent(Conn& conn, std::int64_t id) {
  MC_ASSIGN(const auto sealed, oneOf<std::string>(conn, "SELECT content FROM paper WHERE id = $1", id,
                                                  [](const Row& row) { return std::string(row.blob(0)); }));
  if (!sealed) return base::fail("PAPR-0020", {{"paper", std::to_string(id)}});
  return conn.cipher().open(conn, *sealed, placeOf(id));
}

base::Result<std::vector<PaperRow>> listPapers(Conn& conn, const PaperFilter& filter) {
  std::string sql = std::string(kSelect) + "WHERE 1 = 1";
  std::vector<Value> params;
  const auto with = [&](std::string_view condition, Value value) {
    params.push_back(value);
    sql += " AND " + std::string(condition) + " $" + std::to_string(params.size());
  };
  if (filter.subjectId) with("subject_id =", *filter.subjectId);
  if (filter.recordId) with("record_id =", *filter.recordId);
  if (!filter.caseId.empty()) with("case_id =", std::string_view(filter.caseId));
  if (!filter.paper.empty()) with("template =", std::string_view(filter.paper));
  if (filter.before) with("id <", *filter.before);
  if (filter.units) {
    sql += " AND unit_id IN (''";
    for (const auto& unit : *filter.units) {
      params.emplace_back(std::string_view(unit));
      sql += ", $" + std::to_string(params.size());
    }
    sql += ")";
  }
  if (filter.subjects) {
    sql += " AND subject_id IN (0";
    for (const auto subject : *filter.subjects) {
      params.emplace_back(subject);
      sql += ", $" + std::to_string(params.size());
    }
    sql += ")";
  }
  params.emplace_back(filter.limit);
  sql += " ORDER BY id DESC LIMIT $" + std::to_string(params.size());
  return listOf<PaperRow>(conn, sql, params, paperOf);
}

base::Status closePaper(Conn& conn, std::int64_t id, std::optional<std::int64_t> successor, std::string_view reason,
                        base::Instant at) {
  const std::array<Value, 5> params{id, std::string_view(successor ? "superseded" : "revoked"), orNull(successor),
                                    reason, at.micros};
  return run(conn,
             "UPDATE paper SET state = $2, successor_id = $3, reason = $4, closed_at = $5 WHERE id = $1 AND state = "
             "'current'",
             params);
}

base::Result<std::optional<PaperFile>> findPaperFile(Conn& conn, std::int64_t paperId, std::string_view digest) {
  std::optional<PaperFile> found;
  const std::array<Value, 2> params{paperId, digest};
  MC_TRY(
      conn.query("SELECT signature FROM paper_file WHERE paper_id = $1 AND digest = $2", params, [&](const Row& row) {
        found = PaperFile{paperId, std::string(digest), row.str(0)};
        return false;
      }));
  return found;
}

base::Result<std::vector<std::int64_t>> papersOfFile(Conn& conn, std::string_view digest) {
  const std::array<Value, 1> params{digest};
  return listOf<std::int64_t>(conn, "SELECT paper_id FROM paper_file WHERE digest = $1 ORDER BY paper_id", params,
                              [](const Row& row) { return row.integer(0); });
}

base::Status insertPaperFile(Conn& conn, const PaperFile& file, base::Instant at) {
  const std::array<Value, 4> params{file.paperId, std::string_view(file.digest), std::string_view(file.signature),
                                    at.micros};
  return run(conn, "INSERT INTO paper_file (paper_id, digest, signature, made_at) VALUES ($1, $2, $3, $4)", params);
}

base::Status insertDelivery(Conn& conn, const PaperDelivery& row, std::int64_t person, base::Instant at) {
  MC_ASSIGN(const auto sealed, conn.cipher().seal(conn, person, row.receiver, receiverPlace(row.id)));
  const std::array<Value, 8> params{row.id,
                                    row.paperId,
                                    std::string_view(row.way),
                                    BlobView{sealed},
                                    std::string_view(row.sentOn),
                                    std::string_view(row.state),
                                    std::string_view(row.actor),
                                    at.micros};
  return run(conn,
             "INSERT INTO paper_delivery (id, paper_id, way, receiver, sent_on, state, actor, recorded_at) VALUES ($1, "
             "$2, $3, $4, $5, $6, $7, $8)",
             params);
}

base::Result<std::vector<PaperDelivery>> deliveriesOf(Conn& conn, std::int64_t paperId) {
  std::vector<std::string> sealed;
  MC_ASSIGN(auto list,
            listOf<PaperDelivery>(conn,
                                  "SELECT id, way, receiver, sent_on, state, confirmed_on, proof, actor, confirmed_by "
                                  "FROM paper_delivery WHERE paper_id = $1 ORDER BY id",
                                  paperId, [&](const Row& row) {
                                    sealed.emplace_back(row.blob(2));
                                    return PaperDelivery{row.integer(0), paperId,       row.str(1),     {},
                                                         row.str(3),     row.str(4),    textOf(row, 5), textOf(row, 6),
                                                         row.str(7),     textOf(row, 8)};
                                  }));
  for (std::size_t i = 0; i < list.size(); ++i) {
    MC_ASSIGN(list[i].receiver, conn.cipher().open(conn, sealed[i], receiverPlace(list[i].id)));
  }
  return list;
}

base::Result<bool> closeDelivery(Conn& conn, const PaperDelivery& row) {
  const std::array<Value, 6> params{row.id,
                                    row.paperId,
                                    std::string_view(row.state),
                                    orNull(row.confirmedOn),
                                    std::string_view(row.proof),
                                    std::string_view(row.confirmedBy)};
  MC_ASSIGN(const auto changed,
            conn.exec("UPDATE paper_delivery SET state = $3, confirmed_on = $4, proof = $5, confirmed_by = $6 WHERE id "
                      "= $1 AND paper_id = $2 AND state = 'sent'",
                      params));
  return changed == 1;
}

namespace {

constexpr std::string_view kSelectDraft =
    "SELECT id, template, unit_id, period, content, state, version, actor, paper_id FROM paper_draft ";

base::Result<std::vector<PaperDraft>> draftsWhere(Conn& conn, std::string_view where, std::span<const Value> params) {
  std::vector<std::string> sealed;
  MC_ASSIGN(auto list,
            listOf<PaperDraft>(conn, std::string(kSelectDraft) + std::string(where), params, [&](const Row& row) {
              PaperDraft out;
              out.id = row.integer(0);
              out.paper = row.str(1);
              out.unitId = textOf(row, 2);
              out.period = row.str(3);
              sealed.emplace_back(row.blob(4));
              out.state = row.str(5);
              out.version = static_cast<int>(row.integer(6));
              out.actor = row.str(7);
              out.paperId = intOf(row, 8);
              return out;
            }));
  for (std::size_t i = 0; i < list.size(); ++i) {
    MC_ASSIGN(list[i].values, conn.cipher().open(conn, sealed[i], draftPlace(list[i].id)));
  }
  return list;
}

std::optional<PaperDraft> firstOf(std::vector<PaperDraft> list) {
  if (list.empty()) return std::nullopt;
  return std::move(list.front());
}

}  // namespace

base::Status insertDraft(Conn& conn, const PaperDraft& row, base::Instant at) {
  MC_ASSIGN(const auto sealed, conn.cipher().seal(conn, 0, row.values, draftPlace(row.id)));
  const std::array<Value, 9> params{
      row.id,           std::string_view(row.paper), std::string_view(row.unitId), std::string_view(row.period),
      BlobView{sealed}, std::string_view(row.state), std::int64_t{row.version},    std::string_view(row.actor),
      at.micros};
  return run(conn,
             "INSERT INTO paper_draft (id, template, unit_id, period, content, state, version, actor, made_at) VALUES "
             "($1, $2, $3, $4, $5, $6, $7, $8, $9)",
             params);
}

base::Result<std::optional<PaperDraft>> getDraft(Conn& conn, std::int64_t id) {
  const std::array<Value, 1> params{id};
  MC_ASSIGN(auto list, draftsWhere(conn, "WHERE id = $1", params));
  return firstOf(std::move(list));
}

base::Result<std::optional<PaperDraft>> findDraft(Conn& conn, std::string_view paper, std::string_view unitId,
                                                  std::string_view period) {
  const std::array<Value, 3> params{paper, unitId, period};
  MC_ASSIGN(auto list, draftsWhere(conn, "WHERE template = $1 AND unit_id = $2 AND period = $3", params));
  return firstOf(std::move(list));
}

base::Result<std::vector<PaperDraft>> listDrafts(Conn& conn) {
  return draftsWhere(conn, "ORDER BY id DESC LIMIT 500", {});
}

base::Result<bool> updateDraft(Conn& conn, const PaperDraft& row) {
  MC_ASSIGN(const auto sealed, conn.cipher().seal(conn, 0, row.values, draftPlace(row.id)));
  const std::array<Value, 5> params{row.id, std::int64_t{row.version}, BlobView{sealed}, std::string_view(row.state),
                                    orNull(row.paperId)};
  MC_ASSIGN(const auto changed,
            conn.exec("UPDATE paper_draft SET content = $3, state = $4, paper_id = $5, version = version + 1 WHERE id "
                      "= $1 AND version = $2 AND state = 'draft'",
                      params));
  return changed == 1;
}

}  // namespace medcredit::store
