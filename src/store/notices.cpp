#include "store/notices.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT n.id, n.user_id, n.unit_id, n.kind, n.text, n.object, n.source, n.created_at, r.read_at FROM notice n "
    "LEFT JOIN notice_read r ON r.notice_id = n.id AND r.user_id = $1 ";
constexpr std::string_view kMine = "(n.user_id = $1 OR ($2 <> '' AND n.unit_id = $2))";

NoticeRow readNotice(const Row& row) {
  return {row.integer(0), textOf(row, 1), textOf(row, 2),   row.str(3),      row.str(4),
          row.str(5),     row.str(6),     {row.integer(7)}, momentOf(row, 8)};
}

}  // namespace

base::Result<bool> insertNotice(Conn& conn, NoticeRow notice) {
  bool known = false;
  const std::array<Value, 1> source{std::string_view(notice.source)};
  MC_TRY(conn.query("SELECT 1 FROM notice WHERE source = $1", source, [&](const Row&) {
    known = true;
    return false;
  }));
  if (known) return false;
  MC_ASSIGN(notice.id, reserveIds(conn, "notice", 1));
  const std::array<Value, 8> row{notice.id,
                                 orNull(notice.user),
                                 orNull(notice.unit),
                                 std::string_view(notice.kind),
                                 std::string_view(notice.text),
                                 std::string_view(notice.object),
                                 std::string_view(notice.source),
                                 notice.createdAt.micros};
  MC_TRY(
      conn.exec("INSERT INTO notice (id, user_id, unit_id, kind, text, object, source, created_at) VALUES ($1, $2, $3, "
                "$4, $5, $6, $7, $8)",
                row));
  return true;
}

base::Result<std::vector<NoticeRow>> listNotices(Conn& conn, const NoticeReader& reader, const NoticeFilter& filter) {
  const std::string kinds = filter.kinds + "%";
  const std::array<Value, 6> values{std::string_view(reader.user),
                                    std::string_view(reader.unit),
                                    std::int64_t{filter.unread ? 1 : 0},
                                    filter.before,
                                    filter.limit,
                                    std::string_view(kinds)};
  return listOf<NoticeRow>(
      conn,
      std::string(kSelect) + "WHERE " + std::string(kMine) +
          " AND ($3 = 0 OR r.read_at IS NULL) AND ($4 = 0 OR n.id < $4) AND n.kind LIKE $6 ORDER BY n.id DESC LIMIT $5",
      values, readNotice);
}

base::Result<std::optional<NoticeRow>> getNotice(Conn& conn, const NoticeReader& reader, std::int64_t id) {
  const std::array<Value, 3> values{std::string_view(reader.user), std::string_view(reader.unit), id};
  MC_ASSIGN(auto found, listOf<NoticeRow>(conn, std::string(kSelect) + "WHERE " + std::string(kMine) + " AND n.id = $3",
                                          values, readNotice));
  if (found.empty()) return std::optional<NoticeRow>();
  return std::optional<NoticeRow>(std::move(found.front()));
}

base::Result<std::int64_t> countUnreadNotices(Conn& conn, const NoticeReader& reader) {
  const std::array<Value, 2> values{std::string_view(reader.user), std::string_view(reader.unit)};
  std::int64_t count = 0;
  MC_TRY(conn.query("SELECT count(*) FROM notice n WHERE " + std::string(kMine) +
                        " AND NOT EXISTS (SELECT 1 FROM notice_read r WHERE r.notice_id = n.id AND r.user_id = $1)",
                    values, [&](const Row& row) {
                      count = row.integer(0);
                      return false;
                    }));
  return count;
}

base::Status markNoticeRead(Conn& conn, std::int64_t id, std::string_view user, base::Instant at) {
  const std::array<Value, 3> values{id, user, at.micros};
  return run(conn, "INSERT INTO notice_read (notice_id, user_id, read_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
             values);
}

}  // namespace medcredit::store
