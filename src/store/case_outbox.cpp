// What a case sends out: notices on their way, papers and their numbers; marks on records; the machine's clock.
#include <array>

#include "store/cases.h"
#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

std::string noticePlace(std::string_view key) { return "case_notice|text|" + std::string(key); }

Value flag(bool value) { return std::int64_t{value ? 1 : 0}; }
Value momentOrNull(const std::optional<base::Instant>& at) { return at ? Value(at->micros) : Value(nullptr); }

CaseNoticeRow readNotice(const Row& row) {
  return {row.str(0),       row.integer(1), row.str(2),      row.str(3), std::string(row.blob(4)),
          {row.integer(5)}, row.integer(6), momentOf(row, 7)};
}

/// Notices as kept, their texts in clear.
base::Result<std::vector<CaseNoticeRow>> readNotices(Conn& conn, const std::string& sql,
                                                     std::span<const Value> params) {
  MC_ASSIGN(auto rows, listOf<CaseNoticeRow>(conn, sql, params, readNotice));
  for (auto& row : rows) {
    MC_ASSIGN(row.text, conn.cipher().open(conn, row.text, noticePlace(row.key)));
  }
  return rows;
}
constexpr std::string_view kNoticeSelect =
    "SELECT notice_key, case_id, recipient, kind, text, created_at, attempts, delivered_at FROM case_notice ";

CasePaperRow readPaper(const Row& row) {
  return {row.str(0), row.integer(1), row.str(2), textOf(row, 3), {row.integer(4)}};
}
constexpr std::string_view kPaperSelect = "SELECT order_key, case_id, paper, number, ordered_at FROM case_paper ";

}  // namespace

base::Result<std::vector<CaseNoticeRow>> caseNotices(Conn& conn, std::int64_t id) {
  const std::array<Value, 1> params{id};
  return readNotices(conn, std::string(kNoticeSelect) + "WHERE case_id = $1 ORDER BY created_at, notice_key", params);
}

base::Result<std::vector<CasePaperRow>> casePapers(Conn& conn, std::int64_t id) {
  return listOf<CasePaperRow>(conn, std::string(kPaperSelect) + "WHERE case_id = $1 ORDER BY ordered_at, order_key", id,
                              readPaper);
}

// --- notices and papers ----------------------------------------------------------------------------------------------

base::Result<std::vector<CaseNoticeRow>> dueNotices(Conn& conn, base::Instant now, std::int64_t limit) {
  const std::array<Value, 2> params{now.micros, limit};
  return readNotices(conn, std::string(kNoticeSelect) + "WHERE next_at <= $1 ORDER BY created_at, notice_key LIMIT $2",
                     params);
}

base::Status noticeDelivered(Conn& conn, std::string_view key, base::Instant at) {
  const std::array<Value, 2> row{key, at.micros};
  return run(conn,
             "UPDATE case_notice SET next_at = NULL, delivered_at = $2, attempts = attempts + 1 WHERE notice_key = $1 "
             "AND delivered_at IS NULL",
             row);
}

base::Status noticeTried(Conn& conn, std::string_view key, base::Instant next) {
  const std::array<Value, 2> row{key, next.micros};
  return run(conn,
             "UPDATE case_notice SET next_at = $2, attempts = attempts + 1 WHERE notice_key = $1 AND delivered_at IS "
             "NULL",
             row);
}

base::Result<std::int64_t> stuckNotices(Conn& conn, base::Instant before) {
  std::int64_t count = 0;
  const std::array<Value, 1> params{before.micros};
  MC_TRY(conn.query("SELECT COUNT(*) FROM case_notice WHERE delivered_at IS NULL AND created_at < $1", params,
                    [&](const Row& row) {
                      count = row.integer(0);
                      return false;
                    }));
  return count;
}

base::Result<std::vector<CasePaperRow>> papersWithoutNumber(Conn& conn, std::int64_t limit) {
  return listOf<CasePaperRow>(
      conn, std::string(kPaperSelect) + "WHERE number IS NULL ORDER BY ordered_at, order_key LIMIT $1", limit,
      readPaper);
}

base::Status setPaperNumber(Conn& conn, std::string_view key, std::string_view number) {
  const std::array<Value, 2> row{key, number};
  return run(conn, "UPDATE case_paper SET number = $2 WHERE order_key = $1", row);
}

// --- marks and the clock
// -----------------------------------------------------------------------------------------------

base::Status setRecordMark(Conn& conn, std::int64_t recordId, std::string_view mark, std::int64_t caseId,
                           base::Instant at) {
  const std::array<Value, 4> row{recordId, mark, caseId, at.micros};
  return run(conn,
             "INSERT INTO record_mark (record_id, mark, case_id, set_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
             "(record_id, mark, case_id) DO UPDATE SET lifted_at = NULL",
             row);
}

base::Status liftRecordMark(Conn& conn, std::int64_t recordId, std::string_view mark, std::int64_t caseId,
                            base::Instant at) {
  const std::array<Value, 4> row{recordId, mark, caseId, at.micros};
  return run(conn,
             "UPDATE record_mark SET lifted_at = $4 WHERE record_id = $1 AND mark = $2 AND case_id = $3 AND lifted_at "
             "IS NULL",
             row);
}

base::Result<bool> hasRecordMark(Conn& conn, std::int64_t recordId, std::string_view mark) {
  bool found = false;
  const std::array<Value, 2> params{recordId, mark};
  MC_TRY(conn.query("SELECT 1 FROM record_mark WHERE record_id = $1 AND mark = $2 AND lifted_at IS NULL", params,
                    [&](const Row&) {
                      found = true;
                      return false;
                    }));
  return found;
}

base::Result<std::vector<RecordMark>> recordMarks(Conn& conn, std::int64_t recordId) {
  return listOf<RecordMark>(
      conn,
      "SELECT record_id, mark, case_id, set_at, lifted_at FROM record_mark WHERE record_id = $1 "
      "ORDER BY set_at, mark, case_id",
      recordId, [](const Row& row) {
        return RecordMark{row.integer(0), row.str(1), row.integer(2), {row.integer(3)}, momentOf(row, 4)};
      });
}

base::Result<ClockSeen> clockSeen(Conn& conn) {
  ClockSeen seen;
  MC_TRY(conn.query("SELECT last_at, in_doubt FROM clock_watch WHERE id = 1", {}, [&](const Row& row) {
    seen = {momentOf(row, 0), row.integer(1) != 0};
    return false;
  }));
  return seen;
}

base::Status keepClockSeen(Conn& conn, const ClockSeen& seen) {
  const std::array<Value, 2> row{momentOrNull(seen.last), flag(seen.inDoubt)};
  return run(conn,
             "INSERT INTO clock_watch (id, last_at, in_doubt) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET "
             "last_at = excluded.last_at, in_doubt = excluded.in_doubt",
             row);
}

}  // namespace medcredit::store
